import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRef, useState } from 'react';
import { describe, expect, it } from 'vitest';
import { Dialog } from './dialog';
import { useKeptFocus } from './use-kept-focus';

function Place() {
  const place = useRef<HTMLDivElement>(null);
  const [done, setDone] = useState(false);
  const [asking, setAsking] = useState(false);
  const [answered, setAnswered] = useState(false);
  useKeptFocus(place);
  return (
    <div ref={place}>
      <ul>
        <li aria-label="first">
          {done ? 'done' : <button onClick={() => setDone(true)}>Do</button>}
        </li>
        <li aria-label="second">
          {answered ? 'answered' : <button onClick={() => setAsking(true)}>Ask</button>}
          <button>After</button>
        </li>
      </ul>
      <Dialog open={asking} onOpenChange={setAsking} title="Sure?">
        <button
          onClick={() => {
            setAnswered(true);
            setAsking(false);
          }}
        >
          Yes
        </button>
      </Dialog>
    </div>
  );
}

const item = (name: string) => screen.getByRole('listitem', { name });

describe('the focus', () => {
  it('stays where the button stood that went with its act, and Tab goes on from there', async () => {
    const user = userEvent.setup();
    render(<Place />);
    await user.click(screen.getByRole('button', { name: 'Do' }));
    await waitFor(() => expect(document.activeElement).toBe(item('first')));
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Ask' }));
  });

  it('returns from a dialog to where the button stood that opened it', async () => {
    const user = userEvent.setup();
    render(<Place />);
    await user.click(screen.getByRole('button', { name: 'Ask' }));
    await user.click(await screen.findByRole('button', { name: 'Yes' }));
    await waitFor(() => expect(document.activeElement).toBe(item('second')));
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'After' }));
  });

  it('is not taken back by somebody who left it', async () => {
    const user = userEvent.setup();
    render(<Place />);
    screen.getByRole('button', { name: 'Do' }).focus();
    await user.click(document.body);
    expect(document.activeElement).toBe(document.body);
  });
});
