// The connectors of a transfer: in reach of its scope, approved, and as writable as it needs them.

import 'server-only';
import { findConnectorRow } from '@/lib/db/connectors/connectors';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { ruleBroken } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import type { TransferMode } from '@/lib/domain/transfer';
import type { Context } from '../context';

/** Null: sealed here. */
export interface Ends {
  readonly from: ConnectorRow | null;
  readonly to: ConnectorRow | null;
}

export interface EndsWanted {
  readonly mode: TransferMode;
  /** Slugs or `con_…`; null: sealed here. */
  readonly from: string | null;
  readonly to: string | null;
  readonly removeSource: boolean;
}

/** Throws 422 at `/from` or `/to` for what is out of reach, waits for approval, or only reads. */
export async function reachEnds(
  ctx: Context,
  scope: AuthorizedScope,
  { from, to, removeSource }: EndsWanted,
): Promise<Ends> {
  const ends = {
    from: from === null ? null : await reachConnector(ctx, scope, from, '/from'),
    to: to === null ? null : await reachConnector(ctx, scope, to, '/to'),
  };
  if (ends.to) requireWritable(ends.to, '/to');
  if (removeSource && ends.from) requireWritable(ends.from, '/from');
  if (ends.from?.id === ends.to?.id) {
    throw ruleBroken('/to', 'same_place', 'The values are there already: name another place.');
  }
  return ends;
}

async function reachConnector(
  ctx: Context,
  scope: AuthorizedScope,
  named: string,
  pointer: string,
): Promise<ConnectorRow> {
  const { prisma } = ctx.installation.database;
  const id = fromTypeId(['connector'], named);
  const row = await findConnectorRow(prisma, scope.organizationId, id ? { id } : { slug: named });
  if (!row || !scope.lineage.includes(row.scopeId)) {
    const message = 'Name a connector of this scope or of one above it, by its slug or con_… id.';
    throw ruleBroken(pointer, 'no_connector', message);
  }
  if (row.approvedAt === null) {
    const message = `The connector ${row.slug} waits for approval by someone who manages backends of the organization.`;
    throw ruleBroken(pointer, 'not_approved', message);
  }
  return row;
}

function requireWritable({ kind, slug, writable }: ConnectorRow, pointer: string): void {
  if (kind !== 'env' && writable) return;
  const message = `The connector ${slug} only reads. Let its manager allow writing, or name another.`;
  throw ruleBroken(pointer, 'read_only', message);
}
