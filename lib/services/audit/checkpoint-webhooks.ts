// Where the checkpoints of a log are posted: asked, added, removed, and tried at once.

import 'server-only';
import type { AuditLogName } from '@/lib/contracts/audit';
import type {
  AddWebhookInput,
  CheckpointWebhookList,
  CheckpointWebhookView,
} from '@/lib/contracts/checkpoint-webhook';
import {
  countWebhooks,
  deleteWebhook,
  findWebhook,
  insertWebhook,
  listWebhookRows,
} from '@/lib/db/audit/checkpoint-webhooks';
import type { WebhookRow } from '@/lib/db/audit/checkpoint-webhooks';
import { actorLabel } from '@/lib/domain/actor';
import { notFound, ruleBroken } from '@/lib/domain/errors';
import { fromTypeId, newUuid, toTypeId } from '@/lib/domain/ids';
import { POSTS, spendHourly } from '../access/spend-hourly';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkedDestination } from '../webhooks/checked-destination';
import { managedLog, managesOrganization, readableLog } from './audit-access';
import type { ManagedLog } from './audit-access';
import { postCheckpoint } from './post-checkpoints';
import { signLog } from './sign-checkpoint';

export const WEBHOOKS_MAX = 5;

/** Needs `audit:read` on the organization (`readableLog`). */
export async function listCheckpointWebhooks(
  ctx: Context,
  log?: AuditLogName,
): Promise<CheckpointWebhookList> {
  const { chainId } = await readableLog(ctx, log);
  const rows = await listWebhookRows(ctx.installation.database.prisma, chainId);
  const manages = await managesOrganization(ctx);
  return { items: rows.map(viewOf), next: null, manages };
}

/** As `setAuditPolicy` (`managedLog`). Throws 422 for an address that is not to be posted to, or one too many. */
export async function addCheckpointWebhook(
  ctx: Context,
  input: AddWebhookInput,
): Promise<CheckpointWebhookView> {
  const log = await managedLog(ctx, input.log);
  const url = checkedDestination('/url', input.url, ctx.installation.env);
  const { chainId } = log;
  const row = { id: newUuid(), chainId, url: url.href, createdBy: actorLabel(ctx.actor) };
  await recorded(
    ctx,
    async (tx) => {
      if ((await countWebhooks(tx, chainId)) >= WEBHOOKS_MAX) {
        const most = `A log is posted to ${WEBHOOKS_MAX} addresses at most. Remove one first.`;
        throw ruleBroken('/url', 'too_many', most);
      }
      if (!(await insertWebhook(tx, row))) {
        throw ruleBroken('/url', 'taken', 'This log is posted to that address already.');
      }
    },
    () => ({ in: log.in, events: [{ action: 'checkpoint_webhook.added', host: url.host }] }),
  );
  return viewOf(await requireWebhook(ctx, log, row.id));
}

/** As `addCheckpointWebhook`. Throws 404 where the log has none with that id. */
export async function removeCheckpointWebhook(
  ctx: Context,
  typeId: string,
  name?: AuditLogName,
): Promise<void> {
  const log = await managedLog(ctx, name);
  const { id } = await requireWebhook(ctx, log, fromTypeId(['webhook'], typeId));
  await recorded(
    ctx,
    (tx) => deleteWebhook(tx, log.chainId, id),
    (url) => ({
      in: log.in,
      events: url ? [{ action: 'checkpoint_webhook.removed', host: new URL(url).host }] : [],
    }),
  );
}

/**
 * Signs the log as it is and posts that, waiting or not. As `addCheckpointWebhook`; tells how it went. Throws 429
 * beyond 60 posts of an hour.
 */
export async function postToWebhook(
  ctx: Context,
  typeId: string,
  name?: AuditLogName,
): Promise<CheckpointWebhookView> {
  const log = await managedLog(ctx, name);
  const { id, url } = await requireWebhook(ctx, log, fromTypeId(['webhook'], typeId));
  await spendHourly(ctx, POSTS);
  const signed = await signLog(ctx.installation, log.chainId);
  if (!signed) throw notFound('An event in that log');
  await postCheckpoint(ctx, { ...signed, id, url });
  return viewOf(await requireWebhook(ctx, log, id));
}

/** Throws `locked`, so that nobody is told that something is not there when it cannot be changed anyway. */
async function requireWebhook(
  ctx: Context,
  { chainId }: ManagedLog,
  id: string | null,
): Promise<WebhookRow> {
  ctx.installation.keys.requireUnlocked();
  const { prisma } = ctx.installation.database;
  const row = id === null ? null : await findWebhook(prisma, chainId, id);
  if (!row) throw notFound('That webhook');
  return row;
}

function viewOf(row: WebhookRow): CheckpointWebhookView {
  const { url, createdBy, failures, failure, postedSize, postedAt, nextAttemptAt } = row;
  return {
    id: toTypeId('webhook', row.id),
    url,
    createdBy,
    createdAt: row.createdAt.toISOString(),
    postedSize: postedAt === null ? null : String(postedSize),
    postedAt: postedAt?.toISOString() ?? null,
    failures,
    failure,
    nextAttemptAt: failures > 0 ? (nextAttemptAt?.toISOString() ?? null) : null,
  };
}
