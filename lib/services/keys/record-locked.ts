// Notes that the console came up locked; the note waits until it is unlocked.

import 'server-only';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';
import type { LockedState } from './key-state';

export async function recordLocked(installation: Installation, state: LockedState): Promise<void> {
  const { reason, needed, given } = state;
  await recordedOrPended(
    systemContext(installation, 'start'),
    async () => undefined,
    () => ({ in: 'installation', events: [{ action: 'console.locked', reason, needed, given }] }),
  );
}
