import { configure, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RecoverForm } from './recover-form';

vi.setConfig({ testTimeout: 120_000 });
configure({ asyncUtilTimeout: 20_000 });
beforeEach(() => {
  window.location.hash = '#link-secret';
});

const found = async () =>
  ({ status: 'done', result: { email: 'ada@acme.example', name: 'Ada' } }) as const;
const refused = async () =>
  ({
    status: 'refused',
    code: 'not_found',
    message: 'This link has expired.',
    issues: [],
  }) as const;

describe('the page of a recovery link', () => {
  it('names the account, and sends the secret with the new password once', async () => {
    const sent: Record<string, FormDataEntryValue>[] = [];
    render(
      <RecoverForm
        look={found}
        recover={async (_previous, form) => {
          sent.push(Object.fromEntries(form));
          return refused();
        }}
      />,
    );
    await userEvent.type(await screen.findByLabelText('New password'), 'four quiet grey herons');
    await userEvent.type(screen.getByLabelText('New password again'), 'four quiet grey herons');
    expect(screen.getByText('ada@acme.example')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Set new password' }));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toEqual({ link: 'link-secret', password: 'four quiet grey herons' });
    expect(await screen.findByText('This link has expired.')).toBeTruthy();
    expect(document.documentElement.outerHTML).not.toContain('link-secret');
  });

  it('that does not work says so before a password is thought up', async () => {
    const recover = vi.fn(refused);
    render(<RecoverForm look={refused} recover={recover} />);
    expect((await screen.findByRole('alert')).textContent).toContain('This link has expired.');
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('without its secret says what is missing, and asks nothing', () => {
    window.location.hash = '';
    const look = vi.fn(found);
    render(<RecoverForm look={look} recover={refused} />);
    expect(screen.getByRole('alert').textContent).toContain('missing the secret');
    expect(look).not.toHaveBeenCalled();
  });
});
