// Deletes a connector with its credentials; not while a secret is fetched through it.

import 'server-only';
import {
  deleteConnectorRow,
  listSecretsOfConnector,
  lockConnector,
} from '@/lib/db/connectors/connectors';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { isForeignKeyViolation } from '@/lib/db/connection/sql-state';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError } from '@/lib/domain/errors';
import { authorizeFor } from '../access/authorize';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { connectorFacts } from './connector-summary';
import { findConnector, noSuchConnector, requireVersion } from './find-connector';
import { forget } from './open-connector';

const NAMED_MAX = 20;

/**
 * Needs `backends:manage` on its scope. Throws 404, and 409 while secrets need it, those in the bin
 * included, with the first of them as candidates where the actor may list them.
 */
export async function deleteConnector(
  ctx: Context,
  named: string,
  ifVersion?: number,
): Promise<void> {
  const { row, scope } = await findConnector(ctx, named);
  await refuseInUse(ctx, scope, row);
  await recorded(
    ctx,
    async (tx) => {
      const now = await lockConnector(tx, row);
      if (!now) throw noSuchConnector();
      requireVersion(now, ifVersion);
      await deleteConnectorRow(tx, now.id);
      return now;
    },
    (gone) => ({ in: scope, events: [{ action: 'connector.deleted', ...connectorFacts(gone) }] }),
  ).catch(async (error: unknown) => {
    if (isForeignKeyViolation(error)) await refuseInUse(ctx, scope, row);
    throw error;
  });
  forget(ctx.installation, row.id);
}

async function refuseInUse(
  ctx: Context,
  scope: AuthorizedScope,
  { id }: ConnectorRow,
): Promise<void> {
  const { prisma } = ctx.installation.database;
  const secrets = await listSecretsOfConnector(prisma, scope, id, NAMED_MAX + 1);
  if (secrets.length === 0) return;
  const lists = await authorizeFor(prisma, memberOf(ctx), scope.id, 'secrets:list');
  const message =
    'Secrets are fetched through it, or are in the bin. Give them another reference or a value, or purge them, first.';
  const candidates = secrets.slice(0, NAMED_MAX).map(({ key, path }) => `${path}/${key}`);
  throw new KeystowError('conflict', message, lists ? { candidates } : {});
}
