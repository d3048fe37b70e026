// Lists what was deleted from a scope and can still come back.

import 'server-only';
import type { BinList, ListBinQuery } from '@/lib/contracts/bin';
import { listBinRows } from '@/lib/db/secrets/secret-bin';
import type { BinCursor, BinRow } from '@/lib/db/secrets/secret-bin';
import { KeystowError } from '@/lib/domain/errors';
import { fromTypeId, toTypeId } from '@/lib/domain/ids';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { purgeTime } from './bin-days';

export const BINNED_PER_PAGE = 100;

/** Needs `secrets:list`. Newest first; `next` is the cursor of the following page. */
export async function listBin(
  ctx: Context,
  reference: ScopeReference,
  query: ListBinQuery = {},
): Promise<BinList> {
  const scope = await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  const limit = query.limit ?? BINNED_PER_PAGE;
  const after = query.after === undefined ? undefined : readCursor(query.after);
  const rows = await listBinRows(ctx.installation.database.prisma, scope, {
    after,
    namePatterns: namePatternsOf(ctx),
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const items = shown.map((row) => ({
    id: toTypeId('secret', row.id),
    key: row.name,
    type: row.type,
    versions: row.latestVersion,
    deletedAt: row.deletedAt.toISOString(),
    deletedBy: row.deletedBy,
    purgeAt: purgeTime(row.deletedAt).toISOString(),
    nameTaken: row.nameTaken,
  }));
  const last = shown.at(-1);
  return { items, next: rows.length > limit && last ? cursorOf(last) : null };
}

const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)~(sec_[0-9a-z]{26})$/;

function cursorOf(row: BinRow): string {
  return `${row.deletedAtText}~${toTypeId('secret', row.id)}`;
}

function readCursor(text: string): BinCursor {
  const [, deletedAt, typeId] = CURSOR.exec(text) ?? [];
  const id = typeId === undefined ? null : fromTypeId(['secret'], typeId);
  if (deletedAt === undefined || id === null || Number.isNaN(Date.parse(deletedAt))) {
    throw new KeystowError('invalid_shape', undefined, {
      issues: [{ pointer: '/after', code: 'cursor', message: 'Send `next` of the page before.' }],
    });
  }
  return { deletedAt, id };
}
