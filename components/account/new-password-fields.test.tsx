import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { NewPasswordFields, textOf } from './new-password-fields';

vi.setConfig({ testTimeout: 120_000 });

function show() {
  render(
    <form>
      <input name="email" defaultValue="ada@gravel-works.example" />
      <NewPasswordFields label="Password" known={(form) => [textOf(form, 'email')]} />
    </form>,
  );
  return screen.getByLabelText<HTMLInputElement>('Password');
}

const line = (text: RegExp) => screen.findByText(text, {}, { timeout: 15_000 });

describe('the line below a new password', () => {
  it.each([
    ['short', /Too short: at least 12 characters/],
    ['password1234', /Guessed early/],
    ['ada@gravel-works.example', /Guessed early/],
    ['four quiet grey herons', /Hard to guess/],
  ])('judges %s by the rule of the server', async (password, said) => {
    await userEvent.type(show(), password);
    expect((await line(said)).closest('[role="status"]')).toBeTruthy();
  });

  it('follows what is typed, and tells the rule beside an empty field', async () => {
    const field = show();
    await userEvent.type(field, 'four quiet grey herons');
    await line(/Hard to guess/);
    await userEvent.clear(field);
    expect(await line(/Length counts, not signs/)).toBeTruthy();
  });

  it('keeps nothing of the password beside the field itself', async () => {
    await userEvent.type(show(), 'canary quiet grey herons');
    await line(/Hard to guess/);
    expect(document.documentElement.outerHTML).not.toContain('canary');
  });
});
