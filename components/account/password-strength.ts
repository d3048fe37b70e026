// How early a new password would be guessed, as far as a form tells while it is typed.

import { useRef, useState } from 'react';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '@/lib/domain/password-length';
import { PASSWORD_SCORE_MIN, passwordScore } from '@/lib/domain/password-strength';

export type Strength = 'none' | 'short' | 'long' | 'weak' | 'fine';

/**
 * A verdict and the function that finds it from the input itself: what is typed is looked at and
 * forgotten. The dictionaries load with `warm`; without them there is no verdict, and the server decides.
 */
export function usePasswordStrength(known: (form: HTMLFormElement) => readonly string[]) {
  const [strength, setStrength] = useState<Strength>('none');
  const asked = useRef(0);

  async function judge(input: HTMLInputElement): Promise<void> {
    asked.current += 1;
    const turn = asked.current;
    const found = await strengthOf(input.value, input.form ? known(input.form) : []);
    // An earlier, longer look must not overwrite a later one.
    if (turn === asked.current) setStrength(found);
  }

  return {
    strength,
    judge: (input: HTMLInputElement) => void judge(input),
    warm: () => void passwordScore('', []).catch(() => undefined),
  };
}

async function strengthOf(text: string, known: readonly string[]): Promise<Strength> {
  if (text === '') return 'none';
  if (text.length < PASSWORD_LENGTH_MIN) return 'short';
  if (text.length > PASSWORD_LENGTH_MAX) return 'long';
  const score = await passwordScore(text, known).catch(() => null);
  if (score === null) return 'none';
  return score < PASSWORD_SCORE_MIN ? 'weak' : 'fine';
}
