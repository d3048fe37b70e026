// Revokes an intake link at once; what was entered by it stays.

import 'server-only';
import { listIntakeLinkRows, revokeIntakeLinkRow } from '@/lib/db/secrets/intake-links';
import { notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { recordDenial } from '../access/record-denial';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { intakeSight } from './intake-sight';

/** Throws 404 for a link that is not in sight (`intakeSight`). Revoking it again changes nothing. */
export async function revokeIntakeLink(ctx: Context, typeId: string): Promise<void> {
  const { prisma } = ctx.installation.database;
  const id = fromTypeId(['link'], typeId);
  const sight = await intakeSight(ctx);
  const [row] = id ? await listIntakeLinkRows(prisma, sight, { id, limit: 1 }) : [];
  if (!row) {
    await recordDenial(ctx, memberOf(ctx), 'secrets:write', null);
    throw notFound('That link');
  }
  const link = { id: row.id, name: row.label };
  await recorded(
    ctx,
    (tx) => revokeIntakeLinkRow(tx, row.id),
    (answered) => ({
      in: row,
      events: answered === null ? [] : [{ action: 'intake_link.revoked', link, answered }],
    }),
  );
}
