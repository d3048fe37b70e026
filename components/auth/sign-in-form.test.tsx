import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { FormState } from '@/lib/contracts/form-state';
import { SignInForm } from './sign-in-form';

type Answer = FormState<{ readonly redirectTo: string }>;

const refused = (code: string, message = '', pointer?: string): Answer => ({
  status: 'refused',
  code,
  message,
  issues: pointer ? [{ pointer, message }] : [],
});

/** Answers one after the other; what was sent is in `sent`. */
function show(...answers: Answer[]) {
  const sent: Record<string, FormDataEntryValue>[] = [];
  render(
    <SignInForm
      signIn={async (form) => {
        sent.push(Object.fromEntries(form));
        return answers.shift() ?? refused('unavailable', 'No answer.');
      }}
    />,
  );
  return sent;
}

async function enter(): Promise<void> {
  await userEvent.type(screen.getByLabelText('E-mail'), 'ada@acme.example');
  await userEvent.type(screen.getByLabelText('Password'), 'canary{Enter}');
}

const codeField = () => screen.findByLabelText<HTMLInputElement>(/Code from your authenticator/);

describe('the sign-in form', () => {
  it('sends e-mail and password, and tells a refusal without losing the e-mail', async () => {
    const sent = show(refused('unauthenticated', 'E-mail or password is wrong.'));
    await enter();
    expect((await screen.findByRole('alert')).textContent).toContain(
      'E-mail or password is wrong.',
    );
    expect(sent).toEqual([{ email: 'ada@acme.example', password: 'canary' }]);
    expect(screen.getByLabelText<HTMLInputElement>('E-mail').value).toBe('ada@acme.example');
    expect(screen.queryByLabelText(/Code/)).toBeNull();
  });

  it('asks for a code when one is needed, and sends it with what was typed before', async () => {
    const sent = show(
      refused('second_factor_needed'),
      refused('second_factor_wrong', 'The code is wrong.', '/otp'),
      refused('unauthenticated', 'E-mail or password is wrong.'),
    );
    await enter();
    const field = await codeField();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(document.activeElement).toBe(field);
    expect([field.autocomplete, field.inputMode]).toEqual(['one-time-code', 'numeric']);
    expect(document.body.innerHTML).not.toContain('canary');

    await userEvent.type(field, '123456{Enter}');
    expect(await screen.findByText('The code is wrong.')).toBeTruthy();
    expect(sent[1]).toEqual({ email: 'ada@acme.example', password: 'canary', otp: '123456' });
    expect(document.activeElement).toBe(field);

    await userEvent.type(field, '{Enter}');
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(screen.queryByLabelText(/Code/)).toBeNull();
    expect(screen.getByLabelText('Password')).toBeTruthy();
  });

  it('goes back to e-mail and password', async () => {
    show(refused('second_factor_needed'));
    await enter();
    await codeField();
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(screen.queryByLabelText(/Code/)).toBeNull();
  });

  it('says while the console is locked that only a recovery code will do, and the other way in', async () => {
    show(refused('recovery_code_needed'));
    await enter();
    const field = await screen.findByLabelText<HTMLInputElement>('Recovery code');
    expect(field.inputMode).toBe('text');
    expect(screen.getByText('The console is locked.')).toBeTruthy();
    expect(screen.getByText(/recover-owner/)).toBeTruthy();
  });
});
