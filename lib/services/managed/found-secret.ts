// One of the console's own secrets as it was found: its text, hidden, and where that was.

import 'server-only';
import type { HiddenText } from '@/lib/env';

export interface FoundSecret {
  readonly text: HiddenText;
  /** In words, such as `the file /run/secrets/jwt (JWT_SECRET_FILE)`. */
  readonly source: string;
  /** Its address at the provider; null where it is no cloud's. */
  readonly reference: string | null;
}

/** By name, in no order. */
export type FoundSecrets = ReadonlyMap<string, FoundSecret>;

/** Variables of a process, as they are given. */
export type Variables = Readonly<Record<string, string | undefined>>;
