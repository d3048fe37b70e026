// Whether what a secret is to say of its own window is within what limits it anyway.

import 'server-only';
import type { Reader } from '@/lib/db/connection/transaction';
import { presentWindows } from '@/lib/db/rotation/windows';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { ruleBroken } from '@/lib/domain/errors';
import type { SecretType } from '@/lib/domain/secret-kinds';

export interface OwnWindow {
  /** Null for one that there is not yet. */
  readonly secretId: string | null;
  readonly type: SecretType;
  /** What it is to say, and what it said until now. */
  readonly days: number | null;
  readonly was: number | null;
}

/**
 * One statement for all of them, and none where nothing new is said. Throws 422 `window_looser` at
 * `/rotationWindowDays`: a longer window is asked for and signed, it is no field of a secret.
 */
export async function checkOwnWindows(
  reader: Reader,
  scope: AuthorizedScope,
  windows: readonly OwnWindow[],
): Promise<void> {
  const said = windows.filter(({ days, was }) => days !== null && days !== was);
  if (said.length === 0) return;
  const present = await presentWindows(reader, scope, said);
  const at = said.findIndex(({ days }, index) => (present[index] ?? Infinity) < days!);
  if (at < 0) return;
  const message = `It may get ${present[at]} days old by its type and the windows that were set. Give as many days or fewer. A longer window is asked for as a rotation window, with a reason and an end, and signed by a second person.`;
  throw ruleBroken('/rotationWindowDays', 'window_looser', message);
}
