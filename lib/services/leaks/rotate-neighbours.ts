// Begins the rotations of neighbours that are to be rotated: those of one scope together, in 20s.

import 'server-only';
import { lockStartingSecrets } from '@/lib/db/rotation-runs/run-writes';
import type { NeighbourRow } from '@/lib/db/leaks/leak-neighbours';
import type { Tx } from '@/lib/db/connection/transaction';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import { toTypeId } from '@/lib/domain/ids';
import { RUN_SECRETS_MAX } from '@/lib/domain/rotation-run';
import { authorize } from '../access/authorize';
import type { Context } from '../context';
import { startRunIn } from '../rotation-runs/start-run-in';

/** Where they live, by the ids of the scopes; `rotation:run` is needed on each. */
export async function authorizeNeighbours(
  ctx: Context,
  neighbours: readonly NeighbourRow[],
): Promise<Map<string, AuthorizedScope>> {
  const scopes = new Map<string, AuthorizedScope>();
  for (const { scopeId, kind } of neighbours) {
    if (scopes.has(scopeId)) continue;
    const names = neighbours.filter((one) => one.scopeId === scopeId).map(({ name }) => name);
    const at = { kinds: [kind], ref: toTypeId(kind, scopeId) };
    scopes.set(scopeId, await authorize(ctx, at, 'rotation:run', names));
  }
  return scopes;
}

export interface StartedNeighbours {
  /** The rotation that each is in, by the id of the secret. */
  readonly runs: ReadonlyMap<string, string>;
  readonly events: readonly AuditEvent[];
}

/** In the caller's transaction, which holds the scopes. One that is in an open rotation goes on there. */
export async function startNeighbours(
  ctx: Context,
  tx: Tx,
  caseId: string,
  neighbours: readonly NeighbourRow[],
  scopes: ReadonlyMap<string, AuthorizedScope>,
): Promise<StartedNeighbours> {
  const runs = new Map<string, string>();
  const events: AuditEvent[] = [];
  const { organizationId } = [...scopes.values()][0]!;
  const ids = neighbours.map(({ secretId }) => secretId);
  const secrets = await lockStartingSecrets(tx, organizationId, ids);
  for (const { id, runId } of secrets) if (runId) runs.set(id, runId);
  for (const scope of scopes.values()) {
    const own = secrets.filter(({ id, scopeId }) => scopeId === scope.id && !runs.has(id));
    for (let at = 0; at < own.length; at += RUN_SECRETS_MAX) {
      const together = own.slice(at, at + RUN_SECRETS_MAX).map(({ id }) => id);
      const reason = `At risk by the leak case ${toTypeId('leakCase', caseId)}.`;
      const run = await startRunIn(ctx, tx, { scope, secrets: together, reason });
      for (const id of together) runs.set(id, run.id);
      events.push(...run.events);
    }
  }
  if (ids.some((id) => !runs.has(id))) throw notFound('A neighbour');
  return { runs, events };
}
