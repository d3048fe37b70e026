// At a start: a JWT secret that was changed by the environment is recorded, whoever deployed it.

import 'server-only';
import { listEventsNamed } from '@/lib/db/audit/audit';
import { lockRootKeys } from '@/lib/db/keys/root-keys';
import type { Tx } from '@/lib/db/connection/transaction';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { systemContext, type Installation } from '../../context';
import { recorded } from '../../recorded';

/**
 * Compares with the last change that the log tells of; several nodes starting at once tell it once.
 * The first secret of an installation is no change.
 */
export async function noteDeployedJwtSecret(installation: Installation): Promise<void> {
  await recorded(
    systemContext(installation, 'start'),
    (tx) => changesOf(tx, installation),
    (events) => ({ in: 'installation', events }),
  );
}

async function changesOf(tx: Tx, { id, jwt }: Installation): Promise<AuditEvent[]> {
  await lockRootKeys(tx);
  const { current, previous, source } = jwt;
  const names = ['jwt.rotated', 'jwt.previous_removed'];
  const [last] = await listEventsNamed(tx, id, names, 1);
  const known = last?.details['kid'];
  const { kid } = current;
  const changed = known === undefined ? previous !== null : known !== kid;
  if (changed) {
    const previousKid = previous?.kid ?? null;
    return [{ action: 'jwt.rotated', kid, previousKid, source, changeNumber: null }];
  }
  if (last?.action !== 'jwt.rotated' || previous) return [];
  const old = last.details['previousKid'];
  if (typeof old !== 'string') return [];
  return [
    {
      action: 'jwt.previous_removed',
      kid,
      previousKid: old,
      sessionsEnded: 0,
      verification: null,
    },
  ];
}
