// Posts the newest checkpoint of each log to where its keepers want it, once for each size that was signed.

import 'server-only';
import { claimDuePosts, markFailed, markPosted } from '@/lib/db/audit/checkpoint-webhooks';
import type { DuePost } from '@/lib/db/audit/checkpoint-webhooks';
import type { PostFailure } from '@/lib/domain/post-failure';
import { bookkeeping } from '../bookkeeping';
import { systemContext } from '../context';
import type { Context, Installation } from '../context';
import { log } from '../log';
import { recorded } from '../recorded';
import { checkpointOpener } from './own-checkpoint';
import { postText, POST_SECONDS_MAX } from '../webhooks/post-text';

const AT_ONCE_MAX = 8;
/** Longer than a post may take; after that another node takes it over. */
const LEASE_SECONDS = 6 * POST_SECONDS_MAX;
const WAIT = { firstSeconds: 30, maxSeconds: 3600 };

/**
 * Nothing is lost where a receiver is away: the newest checkpoint vouches for all that came before. What
 * `stop` cuts off is neither taken nor failed, and posted again after a minute.
 */
export async function postDueCheckpoints(
  installation: Installation,
  stop?: AbortSignal,
): Promise<void> {
  const due = await bookkeeping(installation, (tx) =>
    claimDuePosts(tx, { limit: AT_ONCE_MAX, seconds: LEASE_SECONDS }),
  );
  const ctx = systemContext(installation, 'checkpoint');
  const ends = await Promise.allSettled(due.map((one) => postOwn(ctx, one, stop)));
  for (const end of ends) {
    if (end.status === 'rejected') {
      log.warn({ err: end.reason as unknown }, 'how a checkpoint was posted could not be noted');
    }
  }
}

async function postOwn(ctx: Context, due: DuePost, stop?: AbortSignal): Promise<void> {
  const { chainId, size } = due;
  const opened = await checkpointOpener(ctx.installation, chainId);
  if (opened(due)) await postCheckpoint(ctx, due, stop);
  else log.error({ chainId, size: String(size) }, 'a stored checkpoint was not signed here');
}

/** Answers with what went wrong, or null. The first failure in a row is an event, and so is its end. */
export async function postCheckpoint(
  ctx: Context,
  { id, chainId, url, size, note }: Omit<DuePost, 'failures' | 'verifierKey'>,
  stop?: AbortSignal,
): Promise<PostFailure | null> {
  const failure = await postText(ctx.installation.env, url, note, { stop });
  if (stop?.aborted) return failure;
  const { host } = new URL(url);
  const where = chainId === ctx.installation.id ? 'installation' : { organizationId: chainId };
  if (failure === null) {
    await recorded(
      ctx,
      (tx) => markPosted(tx, id, size),
      (failures) => ({
        in: where,
        events: failures ? [{ action: 'checkpoint_webhook.recovered', host, failures }] : [],
      }),
    );
    return null;
  }
  await recorded(
    ctx,
    (tx) => markFailed(tx, id, failure, { ...WAIT, share: Math.random() }),
    (failures) => ({
      in: where,
      events: failures === 1 ? [{ action: 'checkpoint_webhook.failing', host, failure }] : [],
    }),
  );
  return failure;
}
