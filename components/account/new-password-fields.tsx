'use client';

import type { FormIssue } from '@/lib/contracts/form-state';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@/lib/domain/password-length';
import { Status, type Tone } from '@/components/ui/status';
import { TextField } from '@/components/ui/text-field';
import { usePasswordStrength, type Strength } from './password-strength';

/** Names of the two fields, for the form around them. */
export const NEW_PASSWORD_FIELDS = ['password', 'passwordAgain'] as const;

interface NewPasswordFieldsProps {
  readonly label: string;
  /** What a guesser knows of the person, read from the form's other fields when it is needed. */
  readonly known: (form: HTMLFormElement) => readonly string[];
  readonly autoFocus?: boolean | undefined;
}

const SAID: Readonly<Record<Exclude<Strength, 'none'>, readonly [tone: Tone, text: string]>> = {
  short: ['unknown', `Too short: at least ${PASSWORD_LENGTH_MIN} characters.`],
  long: ['due', `Too long: at most ${PASSWORD_LENGTH_MAX} characters.`],
  weak: ['due', 'Guessed early. Add words that do not belong together.'],
  fine: ['fine', 'Hard to guess.'],
};

const HINT = `At least ${PASSWORD_LENGTH_MIN} characters. Length counts, not signs: several words do well.`;

/** A new password, twice, with a line that tells how early it would be guessed. */
export function NewPasswordFields({ label, known, autoFocus = false }: NewPasswordFieldsProps) {
  const { strength, judge, warm } = usePasswordStrength(known);
  const said = strength === 'none' ? null : SAID[strength];
  return (
    <>
      <TextField
        name="password"
        label={label}
        type="password"
        autoComplete="new-password"
        autoFocus={autoFocus}
        onFocus={warm}
        onInput={(event) => judge(event.currentTarget)}
        hint={
          // As high as the longer of the two, so that nothing moves while one types.
          <p role="status" className="min-h-8">
            {said ? <Status tone={said[0]}>{said[1]}</Status> : HINT}
          </p>
        }
      />
      <TextField
        name="passwordAgain"
        label={`${label} again`}
        type="password"
        autoComplete="new-password"
      />
    </>
  );
}

/** Compares the two before they are sent, and takes the repetition out. */
export function checkNewPasswords(form: FormData): readonly FormIssue[] {
  const password = String(form.get('password') ?? '');
  if (password.length < PASSWORD_LENGTH_MIN) {
    return [{ pointer: '/password', message: `Use at least ${PASSWORD_LENGTH_MIN} characters.` }];
  }
  if (password !== form.get('passwordAgain')) {
    return [{ pointer: '/passwordAgain', message: 'The two passwords differ.' }];
  }
  form.delete('passwordAgain');
  return [];
}

/** The text of a form's field, for what a guesser knows. */
export function textOf(form: HTMLFormElement, name: string): string {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field.value : '';
}
