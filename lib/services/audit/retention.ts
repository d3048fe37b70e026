// How long the texts of an organization's audit log are kept: asked, changed, and kept to.

import 'server-only';
import {
  eraseOldTexts,
  findAuditPolicy,
  listErasingPolicies,
  setRetentionDays,
} from '@/lib/db/audit/retention';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import { systemContext } from '../context';
import type { Context, Installation } from '../context';
import { log } from '../log';
import { recorded } from '../recorded';

const BATCH = 5000;

export interface AuditPolicyView {
  readonly retentionDays: number | null;
  readonly erasedTo: string;
}

/** Needs `audit:read` on the organization. */
export async function readAuditPolicy(ctx: Context): Promise<AuditPolicyView> {
  const { organizationId } = await authorize(ctx, PLATFORM_SCOPE, 'audit:read');
  return viewOf(await findAuditPolicy(ctx.installation.database.prisma, organizationId));
}

/** Needs `organization:manage`. Erasure begins within the hour; what is erased does not come back. */
export async function setAuditPolicy(
  ctx: Context,
  retentionDays: number | null,
): Promise<AuditPolicyView> {
  const { organizationId } = await authorize(ctx, PLATFORM_SCOPE, 'organization:manage');
  const was = await recorded(
    ctx,
    async (tx) => {
      const before = await findAuditPolicy(tx, organizationId);
      await setRetentionDays(tx, organizationId, retentionDays);
      return before.retentionDays;
    },
    (before) => ({
      in: { organizationId },
      events:
        before === retentionDays
          ? []
          : [{ action: 'audit.retention_changed', retentionDays, was: before }],
    }),
  );
  const { erasedTo } = await findAuditPolicy(ctx.installation.database.prisma, organizationId);
  return viewOf({ retentionDays: was === retentionDays ? was : retentionDays, erasedTo });
}

/** Every node may run it at once; answers how many batches were erased. */
export async function applyRetention(installation: Installation): Promise<number> {
  const ctx = systemContext(installation, 'retention');
  let batches = 0;
  for (const { chainId } of await listErasingPolicies(installation.database.prisma)) {
    try {
      while (await eraseBatch(ctx, chainId)) batches += 1;
    } catch (error) {
      log.error({ err: error, chainId }, 'the texts of an audit log could not be erased');
    }
  }
  return batches;
}

async function eraseBatch(ctx: Context, organizationId: string): Promise<boolean> {
  const erased = await recorded(
    ctx,
    (tx) => eraseOldTexts(tx, organizationId, BATCH),
    (done) => ({
      in: { organizationId },
      events: done
        ? [{ action: 'audit.retention_applied', from: '1', to: String(done.to), days: done.days }]
        : [],
    }),
  );
  return erased !== null;
}

function viewOf(row: {
  readonly retentionDays: number | null;
  readonly erasedTo: bigint;
}): AuditPolicyView {
  return { retentionDays: row.retentionDays, erasedTo: String(row.erasedTo) };
}
