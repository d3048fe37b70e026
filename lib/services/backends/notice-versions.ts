// A backend has another version than the console knew of: it becomes the current one, with its event.

import 'server-only';
import { holdScope } from '@/lib/db/scopes/scopes';
import {
  moveVersionsOn,
  noteFirstVersions,
  scopesOfSecrets,
} from '@/lib/db/secrets/backend-versions';
import type { MovedOn, SeenVersionRow } from '@/lib/db/secrets/backend-versions';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { ExternalBackend } from '@/lib/domain/backend';
import { isEarlierVersion } from '@/lib/domain/backend-version';
import { newUuid } from '@/lib/domain/ids';
import { bookkeeping } from '../bookkeeping';
import { systemContext } from '../context';
import type { Installation } from '../context';
import { recorded } from '../recorded';

/** What was seen of a secret, beside what was known of it when it was asked for. */
export interface SeenVersion extends Omit<SeenVersionRow, 'earlier'> {
  readonly organizationId: string;
  readonly backend: ExternalBackend;
  readonly reference: string;
  readonly known: string | null;
}

const NOTICED_BY = 'backends';

/** Whether another version is there than the known one; an earlier one is a replica that lags behind. */
export function isChanged(seen: SeenVersion): boolean {
  const { known, version, formerly = null } = seen;
  if (known === null || known === version || known === formerly) return false;
  return !isEarlierVersion(seen);
}

/**
 * Answers how many secrets have a new current version now: those that changed in the console meanwhile
 * are left for the next look. What was never seen before is named, and no event. An earlier number is news
 * only where it is younger: the secret was made anew there. Throws `locked`.
 */
export async function noticeVersions(
  installation: Installation,
  all: readonly SeenVersion[],
): Promise<number> {
  // By its own name and by aliases a secret may have been seen several times.
  const seen = [...new Map(all.map((one) => [one.secretId, one])).values()];
  const first = seen.filter(
    ({ known, version, at, formerly = null }) =>
      known === null || known === formerly || (known === version && at),
  );
  if (first.length > 0) await bookkeeping(installation, (tx) => noteFirstVersions(tx, first));
  const changed = seen.filter(
    (one) => isChanged(one) || (isEarlierVersion(one) && one.at !== null),
  );
  let moved = 0;
  for (const organizationId of new Set(changed.map((one) => one.organizationId))) {
    const own = changed.filter((one) => one.organizationId === organizationId);
    moved += (await moveOn(installation, organizationId, own)).length;
  }
  return moved;
}

async function moveOn(
  installation: Installation,
  organizationId: string,
  seen: readonly SeenVersion[],
): Promise<MovedOn[]> {
  return recorded(
    systemContext(installation, NOTICED_BY),
    async (tx) => {
      const ids = seen.map(({ secretId }) => secretId);
      for (const scopeId of await scopesOfSecrets(tx, ids)) await holdScope(tx, scopeId);
      const rows = seen.map((one) => ({
        ...one,
        earlier: isEarlierVersion(one),
        versionId: newUuid(),
      }));
      return moveVersionsOn(tx, organizationId, rows, NOTICED_BY);
    },
    (moved) => ({ in: { organizationId }, events: moved.map(eventOf) }),
  );
}

function eventOf({ id, name, number, backendVersion, ...scope }: MovedOn): AuditEvent {
  return {
    action: 'secret.backend_changed',
    secret: { id, name },
    scope: { kind: scope.scopeKind, id: scope.scopeId, path: scope.scopePath },
    version: number,
    state: 'current',
    backendVersion,
  };
}
