// Posts reminders to webhooks, signed as Standard Webhooks have it.

import 'server-only';
import { signWebhook } from '@/lib/crypto/webhook-signature';
import { noteHookPost } from '@/lib/db/reminders/reminder-hooks';
import type { SealedHook } from '@/lib/db/reminders/reminder-hooks';
import { claimDueReminders, markNotSent, markSent } from '@/lib/db/reminders/reminders';
import type { ClaimedPost, ReminderBody } from '@/lib/db/reminders/reminders';
import { toTypeId } from '@/lib/domain/ids';
import { retryAfter, UNREADABLE } from '@/lib/domain/reminder';
import { bookkeeping } from '../bookkeeping';
import { ownOrigin } from '../context';
import type { Installation } from '../context';
import { log } from '../log';
import { postText, POST_SECONDS_MAX } from '../webhooks/post-text';
import { openHookSecret } from './hook-secret';

const AT_ONCE_MAX = 8;
/** Longer than a post may take; after that another node takes it over. */
const LEASE_SECONDS = 6 * POST_SECONDS_MAX;

/** Answers how many were tried. What `stop` cuts off is tried again after a minute. */
export async function postDueReminders(
  installation: Installation,
  stop?: AbortSignal,
): Promise<number> {
  const due = await bookkeeping(installation, (tx) =>
    claimDueReminders(tx, { limit: AT_ONCE_MAX, seconds: LEASE_SECONDS }),
  );
  const ends = await Promise.allSettled(due.map((one) => postOne(installation, one, stop)));
  for (const end of ends) {
    if (end.status === 'rejected') {
      log.warn({ err: end.reason as unknown }, 'how a reminder was posted could not be noted');
    }
  }
  return due.length;
}

async function postOne(
  installation: Installation,
  { id, attempts, body, hook }: ClaimedPost,
  stop?: AbortSignal,
): Promise<void> {
  const text = JSON.stringify(messageOf(installation, body));
  const failure = await postSigned(installation, hook, { id, text }, stop);
  if (stop?.aborted) return;
  await bookkeeping(installation, async (tx) => {
    if (failure === null) await markSent(tx, [id]);
    else {
      const seconds = failure === UNREADABLE ? null : retryAfter(attempts, Math.random());
      await markNotSent(tx, { id, attempts }, failure, seconds);
    }
    await noteHookPost(tx, hook.id, failure);
  });
}

/** Null where it was taken. `id` is the same at each repetition; the signature and its time are not. */
export async function postSigned(
  installation: Installation,
  hook: SealedHook,
  { id, text }: { readonly id: string; readonly text: string },
  stop?: AbortSignal,
): Promise<string | null> {
  const secret = await openHookSecret(installation, hook, installation.database.prisma);
  if (secret === null) return UNREADABLE;
  const message = {
    id: toTypeId('reminder', id),
    timestamp: Math.floor(Date.now() / 1000),
    body: text,
  };
  return postText(installation.env, hook.url, text, {
    stop,
    contentType: 'application/json',
    headers: {
      'webhook-id': message.id,
      'webhook-timestamp': String(message.timestamp),
      'webhook-signature': signWebhook(secret, message),
    },
  });
}

function messageOf(installation: Installation, { type, timestamp, data }: ReminderBody) {
  const { secretId, key, scope, type: secretType, version, windowDays, dueAt } = data;
  const url = addressOf(installation, { key, scope });
  const id = toTypeId('secret', secretId);
  return {
    ...{ type, timestamp },
    data: { id, key, scope, type: secretType, version, windowDays, dueAt, url },
  };
}

/** The board, narrowed to one secret. */
export function addressOf(
  installation: Installation,
  { key, scope }: { readonly key: string; readonly scope: string },
): string {
  return `${ownOrigin(installation)}/rotation?${new URLSearchParams({ scope, q: key })}`;
}
