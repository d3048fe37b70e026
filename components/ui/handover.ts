// Carries a text that is shown once from the answer to the field that shows it, past React's state.

import type { FormState } from '@/lib/contracts/form-state';

export interface Handover {
  readonly put: (text: string) => void;
  /** The text, the first time it is asked for; null ever after. */
  readonly take: () => string | null;
}

export function handover(): Handover {
  let held: string | null = null;
  return {
    put: (text) => {
      held = text;
    },
    take: () => {
      const text = held;
      held = null;
      return text;
    },
  };
}

/** `target` with what `split` finds in its result put aside, before React keeps the answer. */
export function handedOver<P, T, R>(
  target: (previous: P, form: FormData) => Promise<FormState<T>>,
  { put }: Handover,
  split: (result: T) => readonly [text: string, rest: R],
): (previous: P, form: FormData) => Promise<FormState<R>> {
  return async (previous, form) => {
    const answer = await target(previous, form);
    if (answer.status !== 'done') return answer;
    const [text, result] = split(answer.result);
    put(text);
    return { status: 'done', result };
  };
}
