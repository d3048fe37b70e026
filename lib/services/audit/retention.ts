// How long the texts of an organization's audit log are kept: asked, changed, and kept to.

import 'server-only';
import type { AuditPolicyView } from '@/lib/contracts/audit-policy';
import {
  countTextsOlder,
  findAuditPolicy,
  listErasingPolicies,
  lockAuditPolicy,
  setRetentionDays,
} from '@/lib/db/audit/retention';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import { systemContext } from '../context';
import type { Context, Installation } from '../context';
import { log } from '../log';
import { recorded } from '../recorded';
import { managesOrganization } from './audit-access';
import { eraseOldTexts, readToldPolicy } from './erase-old-texts';

const BATCH = 5000;

/** Needs `audit:read` on the organization. With `days` it tells how many texts are older than that. */
export async function readAuditPolicy(ctx: Context, days?: number): Promise<AuditPolicyView> {
  const { organizationId } = await authorize(ctx, PLATFORM_SCOPE, 'audit:read');
  const { prisma } = ctx.installation.database;
  const policy = await findAuditPolicy(prisma, organizationId);
  const older = days === undefined ? null : await countTextsOlder(prisma, policy, days);
  return viewOf(policy, older, await managesOrganization(ctx));
}

/** Needs `organization:manage`. Erasure begins within the hour; what is erased does not come back. */
export async function setAuditPolicy(
  ctx: Context,
  retentionDays: number | null,
): Promise<AuditPolicyView> {
  const { organizationId } = await authorize(ctx, PLATFORM_SCOPE, 'organization:manage');
  const { erasedTo } = await recorded(
    ctx,
    async (tx) => {
      const policy = await lockAuditPolicy(tx, organizationId);
      const told = await readToldPolicy(tx, organizationId);
      await setRetentionDays(tx, organizationId, retentionDays);
      return { erasedTo: policy.erasedTo, was: told && told.days };
    },
    // Only what an event says is kept to.
    ({ was }) => ({
      in: { organizationId },
      events:
        was === retentionDays ? [] : [{ action: 'audit.retention_changed', retentionDays, was }],
    }),
  );
  return viewOf({ retentionDays, erasedTo }, null, true);
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

function viewOf(
  row: { readonly retentionDays: number | null; readonly erasedTo: bigint },
  older: number | null,
  manages: boolean,
): AuditPolicyView {
  return { retentionDays: row.retentionDays, erasedTo: String(row.erasedTo), older, manages };
}
