// What a server action answers to a form: nothing yet, its result, or a refusal by field. Never a value.

import type { EarlierChange } from '@/lib/domain/errors';

/** One refused field: an RFC 6901 pointer named after the form field (`/key`) and what to do about it. */
export interface FormIssue {
  readonly pointer: string;
  readonly message: string;
}

export type FormState<T> =
  | { readonly status: 'idle' }
  | { readonly status: 'done'; readonly result: T }
  | {
      readonly status: 'refused';
      readonly code: string;
      readonly message: string;
      readonly issues: readonly FormIssue[];
      /** With `version_conflict`: whose change came first. */
      readonly earlier?: EarlierChange | undefined;
      /** What the message counts, by name: nodes that are behind, dependents. */
      readonly candidates?: readonly string[] | undefined;
    };

/** A server action in the shape `useActionState` takes. It answers and does not throw for refusals. */
export type FormAction<T> = (previous: FormState<T>, form: FormData) => Promise<FormState<T>>;
