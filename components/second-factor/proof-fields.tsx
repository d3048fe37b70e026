'use client';

import type { FormIssue } from '@/lib/contracts/form-state';
import { TextField } from '@/components/ui/text-field';

/** The own password, asked again before something that a found session must not do. */
export function OwnPasswordField() {
  return (
    <TextField
      name="password"
      label="Your password"
      type="password"
      autoComplete="current-password"
    />
  );
}

interface OwnCodeFieldProps {
  readonly label: string;
  /** Which keyboard a phone shows; recovery codes have letters. */
  readonly letters?: boolean | undefined;
}

export function OwnCodeField({ label, letters = false }: OwnCodeFieldProps) {
  return (
    <TextField
      name="code"
      label={label}
      mono
      autoComplete="one-time-code"
      inputMode={letters ? 'text' : 'numeric'}
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}

/** Refuses empty ones of `names` before they are sent. */
export function checkGiven(names: readonly ('password' | 'code')[]) {
  const missing = { password: 'Give your password.', code: 'Give a code.' };
  return (form: FormData): readonly FormIssue[] =>
    names
      .filter((name) => String(form.get(name) ?? '').trim() === '')
      .map((name) => ({ pointer: `/${name}`, message: missing[name] }));
}
