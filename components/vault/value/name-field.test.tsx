import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { sampleSecret } from '@/lib/testing/sample-secret';
import { NameField } from './name-field';

function setUp() {
  const onValue = vi.fn();
  const stored = sampleSecret({ key: 'TOKEN', version: 3 });
  const field = (name: string) => (
    <NameField
      onName={told}
      onValue={onValue}
      stored={name.toUpperCase() === 'TOKEN' ? stored : null}
    />
  );
  const onName = vi.fn();
  const { rerender } = render(field(''));
  function told(name: string) {
    onName(name);
    rerender(field(name));
  }
  return { field: screen.getByLabelText<HTMLInputElement>('Name'), onName, onValue };
}

const paste = (field: HTMLElement, text: string) =>
  fireEvent.paste(field, { clipboardData: { getData: () => text } });

describe('the name of a secret', () => {
  it('is suggested in upper case and taken over by one press', async () => {
    const { field, onName } = setUp();
    await userEvent.type(field, 'my db-url');
    await userEvent.click(screen.getByRole('button', { name: 'Use MY_DB_URL' }));
    expect(field.value).toBe('MY_DB_URL');
    expect(onName).toHaveBeenLastCalledWith('MY_DB_URL');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it.each([
    ['STRIPE_KEY=sk_live_1', 'sk_live_1'],
    ['export STRIPE_KEY="sk live=1"\n', 'sk live=1'],
    ["  STRIPE_KEY='quoted'", 'quoted'],
    ['STRIPE_KEY=', ''],
  ])('splits a pasted assignment', (text, value) => {
    const { field, onValue } = setUp();
    paste(field, text);
    expect(field.value).toBe('STRIPE_KEY');
    expect(onValue).toHaveBeenCalledWith(value);
    if (value) expect(document.documentElement.outerHTML).not.toContain(value);
  });

  it('hands over what is pasted on several lines, and keeps none of it', () => {
    const onLines = vi.fn();
    cleanup();
    render(<NameField onName={vi.fn()} onValue={vi.fn()} onLines={onLines} stored={null} />);
    const field = screen.getByLabelText<HTMLInputElement>('Name');
    paste(field, 'A=canary-1\nB=canary-2\n');
    expect(onLines).toHaveBeenCalledWith('A=canary-1\nB=canary-2\n');
    expect(field.value).toBe('');
  });

  it('never passes on what follows an equals sign as a name', async () => {
    const { field, onName } = setUp();
    await userEvent.type(field, 'KEY=hunter2');
    expect(onName.mock.calls.flat().join()).not.toContain('hunter2');
    expect(document.documentElement.outerHTML).not.toContain('HUNTER2');
  });

  it('says beforehand that a name is taken and which version comes next', async () => {
    const { field } = setUp();
    await userEvent.type(field, 'TOKEN');
    expect(screen.getByText(/sealing replaces its value with version 4/)).toBeTruthy();
  });

  it('says beforehand that a name differs in case only from one that is there', async () => {
    const { field } = setUp();
    await userEvent.type(field, 'Token');
    expect(screen.getByText(/^TOKEN is here already: names may not differ/)).toBeTruthy();
  });
});
