import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { SignInForm } from './sign-in-form';

afterEach(cleanup);

describe('the sign-in form', () => {
  it('sends e-mail and password, and tells a refusal without losing the e-mail', async () => {
    const sent: Record<string, FormDataEntryValue>[] = [];
    render(
      <SignInForm
        signIn={async (form) => {
          sent.push(Object.fromEntries(form));
          return {
            status: 'refused',
            code: 'unauthenticated',
            message: 'E-mail or password is wrong.',
            issues: [],
          };
        }}
      />,
    );
    await userEvent.type(screen.getByLabelText('E-mail'), 'ada@acme.example');
    await userEvent.type(screen.getByLabelText('Password'), 'wrong{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain(
      'E-mail or password is wrong.',
    );
    expect(sent).toEqual([{ email: 'ada@acme.example', password: 'wrong' }]);
    expect(screen.getByLabelText<HTMLInputElement>('E-mail').value).toBe('ada@acme.example');
  });
});
