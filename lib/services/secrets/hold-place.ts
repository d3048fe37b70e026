// Lets one at a time write at a place of a backend: what is decided before still holds when it is recorded.

import { hash } from 'node:crypto';
import 'server-only';
import { leavePlaceLease, takePlaceLease } from '@/lib/db/secrets/place-leases';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { placeKey } from '@/lib/domain/place-key';
import type { PlacedReference } from '@/lib/domain/place-key';
import { bookkeeping } from '../bookkeeping';
import type { Installation } from '../context';

/** Longer than a backend may take, with what is recorded before and after. */
const LEASE_SECONDS = 60;

/**
 * Throws 409 `version_conflict`, and does nothing, while somebody else of this console writes there. Whoever
 * is cut off and goes on later by the same `holder` need not wait for himself.
 */
export async function holdingPlace<T>(
  installation: Installation,
  { kind, settings, reference }: PlacedReference,
  work: () => Promise<T>,
  holder = newUuid(),
): Promise<T> {
  const key = hash('sha256', placeKey(kind, settings, reference), 'hex');
  const lease = { key, holder };
  if (!(await bookkeeping(installation, (tx) => takePlaceLease(tx, lease, LEASE_SECONDS)))) {
    throw writtenMeanwhile('Somebody else is writing at that place now.');
  }
  try {
    return await work();
  } finally {
    await bookkeeping(installation, (tx) => leavePlaceLease(tx, lease));
  }
}

/** 409 `version_conflict`. `what` happened, as a sentence. */
export function writtenMeanwhile(what: string): KeystowError {
  const message = `${what} Look again, then decide.`;
  return new KeystowError('version_conflict', message, {
    issues: [{ pointer: '/ifVersion', code: 'version_conflict', message }],
  });
}
