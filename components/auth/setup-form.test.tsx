import { configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SetupForm } from './setup-form';

beforeEach(() => {
  window.location.hash = '#link-secret';
});
vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });

const refused = { status: 'refused', code: 'x', message: 'No', issues: [] } as const;

async function fill(password: string, again: string) {
  await userEvent.type(screen.getByLabelText('Name of the organization'), 'Acme');
  await userEvent.type(screen.getByLabelText('Your name'), 'Ada');
  await userEvent.type(screen.getByLabelText('E-mail'), 'ada@acme.example');
  await userEvent.type(screen.getByLabelText('Password'), password);
  await userEvent.type(screen.getByLabelText('Password again'), again);
  await userEvent.click(screen.getByRole('button', { name: 'Set up Keystow' }));
}

describe('the set-up form', () => {
  it('sends the secret of the link with the fields, the password once', async () => {
    const sent: Record<string, FormDataEntryValue>[] = [];
    render(
      <SetupForm
        setUp={async (_previous, form) => {
          sent.push(Object.fromEntries(form));
          return refused;
        }}
      />,
    );
    await fill('correct horse battery', 'correct horse battery');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({
      link: 'link-secret',
      organization: 'Acme',
      name: 'Ada',
      email: 'ada@acme.example',
      password: 'correct horse battery',
    });
    expect(document.documentElement.outerHTML).not.toContain('link-secret');
  });

  it.each([
    ['short', 'short', 'Use at least 12 characters.'],
    ['correct horse battery', 'correct horse batter', 'The two passwords differ.'],
  ])('refuses the passwords %s and %s without sending them', async (one, two, message) => {
    const setUp = vi.fn(async () => refused);
    render(<SetupForm setUp={setUp} />);
    await fill(one, two);
    expect(await screen.findByText(message)).toBeTruthy();
    expect(setUp).not.toHaveBeenCalled();
  });

  it('explains where the link comes from when the address lacks its secret', () => {
    window.location.hash = '';
    render(<SetupForm setUp={async () => refused} />);
    expect(screen.getByText(/missing the secret of the set-up link/)).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
