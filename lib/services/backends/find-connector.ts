// Finds a connector that the actor may do something with, and says who may approve one.

import 'server-only';
import { findConnectorRow } from '@/lib/db/connectors/connectors';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import type { Permission } from '@/lib/domain/permissions';
import { authorize, authorizeFor, LEFT_OUT } from '../access/authorize';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';

export interface FoundConnector {
  readonly row: ConnectorRow;
  readonly scope: AuthorizedScope;
}

/**
 * By `con_…` id or slug. Needs one of the permissions on its scope. Throws 404 when it is not the caller's
 * to know of.
 */
export async function findConnector(
  ctx: Context,
  named: string,
  wanted: Permission | readonly [Permission, ...Permission[]] = 'backends:manage',
): Promise<FoundConnector> {
  const member = memberOf(ctx);
  const { prisma } = ctx.installation.database;
  const id = fromTypeId(['connector'], named);
  const row = await findConnectorRow(prisma, member.organizationId, id ? { id } : { slug: named });
  if (!row) {
    await recordDenial(ctx, member, typeof wanted === 'string' ? wanted : wanted[0], null);
    throw noSuchConnector();
  }
  const reference = { kinds: [row.scopeKind], ref: toTypeId(row.scopeKind, row.scopeId) };
  const scope = await authorize(ctx, reference, wanted, LEFT_OUT).catch((error: unknown) => {
    if (error instanceof KeystowError && error.code === 'not_found') throw noSuchConnector();
    throw error;
  });
  return { row, scope };
}

/** Whether the actor manages the backends of the whole organization, and so approves destinations. */
export async function mayApprove(ctx: Context): Promise<boolean> {
  const member = memberOf(ctx);
  const { prisma } = ctx.installation.database;
  return (await authorizeFor(prisma, member, member.organizationId, 'backends:manage')) !== null;
}

/** Throws 409 where the version is not the one that was expected. */
export function requireVersion(row: ConnectorRow, expected: number | undefined): void {
  const { version, updatedBy: by, updatedAt } = row;
  if (expected === undefined || expected === version) return;
  const message = `It is of version ${version} now. Look at it again, then repeat the change.`;
  throw new KeystowError('version_conflict', message, {
    earlier: { version, by, at: updatedAt.toISOString() },
  });
}

export function noSuchConnector(): KeystowError {
  return notFound('That connector');
}
