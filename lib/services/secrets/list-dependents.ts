// Says what would break without a secret: aliases that deliver its value, and processes that run with it.

import 'server-only';
import type { SecretDependents } from '@/lib/contracts/secret';
import { findDependents } from '@/lib/db/secrets/aliases';
import { findPointers } from '@/lib/db/secrets/secret-versions';
import type { Reader } from '@/lib/db/connection/transaction';
import { countHeldSecrets, listHoldingWorkers } from '@/lib/db/workers/held-secrets';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound } from '@/lib/domain/errors';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { authorize, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';

const WORKERS_NAMED_MAX = 20;

/** Needs `secrets:list`, which holds below too, where the aliases are. Throws 404 for an unknown name. */
export async function listDependents(
  ctx: Context,
  reference: ScopeReference,
  name: string,
): Promise<SecretDependents> {
  const scope = await authorize(ctx, reference, 'secrets:list', [name]);
  const { prisma } = ctx.installation.database;
  const secret = await findPointers(prisma, scope, name);
  if (!secret) throw notFound('That secret');
  const rows = await findDependents(prisma, secret.id);
  const shown = rows.filter((row) => isWithinPatterns(namePatternsOf(ctx), row.name));
  return {
    items: shown.map((row) => ({ kind: 'alias', key: row.name, path: row.path })),
    workers: await workersOf(prisma, scope, secret.id),
  };
}

async function workersOf(
  reader: Reader,
  scope: AuthorizedScope,
  secretId: string,
): Promise<SecretDependents['workers']> {
  const [held] = await countHeldSecrets(reader, scope, [secretId]);
  if (!held) return { total: 0, byThemselves: 0, first: [] };
  const rows = await listHoldingWorkers(reader, scope, secretId, WORKERS_NAMED_MAX);
  return {
    total: held.workers,
    byThemselves: held.byThemselves,
    first: rows.map(({ host, command, appPath }) => ({ host, command, path: appPath })),
  };
}
