// Mails reminders: one mail a day to a person, with all that is due to him.

import 'server-only';
import { claimDueMail, dropReminders, markNotSent, markSent } from '@/lib/db/reminders/reminders';
import type { ClaimedMail } from '@/lib/db/reminders/reminders';
import { REMINDER_STAGES, retryAfter } from '@/lib/domain/reminder';
import type { ReminderStage } from '@/lib/domain/reminder';
import { authorizeFor } from '../access/authorize';
import { bookkeeping } from '../bookkeeping';
import type { Installation } from '../context';
import { ownOrigin } from '../context';
import { sendMail } from '../mail/send-mail';
import { addressOf } from './post-reminders';

const LEASE_SECONDS = 120;
const LINES_MAX = 50;

/** Answers whether there was somebody to write to. */
export async function mailDueReminders(installation: Installation): Promise<boolean> {
  if (installation.env.smtpUrl === undefined) return false;
  const claimed = await bookkeeping(installation, (tx) => claimDueMail(tx, LEASE_SECONDS));
  const [first] = claimed;
  if (!first) return false;
  const told = await stillTold(installation, claimed);
  const gone = claimed.filter((one) => !told.includes(one)).map(({ id }) => id);
  if (gone.length > 0) await bookkeeping(installation, (tx) => dropReminders(tx, gone));
  if (told.length === 0) return true;
  const outcome = await sendMail(installation, {
    to: first.email,
    ...digestOf(installation, told),
  });
  await bookkeeping(installation, async (tx) => {
    if (outcome === 'sent')
      return markSent(
        tx,
        told.map(({ id }) => id),
      );
    const share = Math.random();
    for (const one of told) {
      await markNotSent(tx, one, 'mail', retryAfter(one.attempts, share));
    }
  });
  return true;
}

/** Rights may have changed since it was due: names are for those who may list them. */
async function stillTold(
  { database }: Installation,
  claimed: readonly ClaimedMail[],
): Promise<ClaimedMail[]> {
  const told = new Map<string, boolean>();
  for (const { userId, organizationId, body } of claimed) {
    const { scopeId } = body.data;
    if (told.has(scopeId)) continue;
    const holder = { kind: 'user' as const, id: userId, organizationId };
    const scope = await authorizeFor(database.prisma, holder, scopeId, 'secrets:list');
    told.set(scopeId, scope !== null);
  }
  return claimed.filter(({ body }) => told.get(body.data.scopeId));
}

const WORDS: Readonly<Record<ReminderStage, string>> = {
  due: 'due',
  overdue: 'overdue since',
  escalated: 'more than a week overdue, since',
};

/** One line for each secret, by the latest stage; what is overdue longest comes first. */
export function digestOf(installation: Installation, told: readonly ClaimedMail[]) {
  const stageOf = ({ body }: ClaimedMail) => body.type.replace('rotation.', '') as ReminderStage;
  const rank = (one: ClaimedMail) => REMINDER_STAGES.indexOf(stageOf(one));
  const bySecret = new Map<string, ClaimedMail>();
  for (const one of told) {
    const before = bySecret.get(one.body.data.secretId);
    if (!before || rank(one) > rank(before)) bySecret.set(one.body.data.secretId, one);
  }
  const all = [...bySecret.values()].sort((a, b) =>
    a.body.data.dueAt.localeCompare(b.body.data.dueAt),
  );
  const late = all.filter((one) => stageOf(one) !== 'due').length;
  const lines = all.slice(0, LINES_MAX).flatMap((one) => {
    const { key, scope, dueAt } = one.body.data;
    const text = `${scope}/${key}: ${WORDS[stageOf(one)]} ${dueAt.slice(0, 10)}`;
    return [text, `  ${addressOf(installation, { key, scope })}`];
  });
  const more = all.length > LINES_MAX ? [`And ${all.length - LINES_MAX} more.`] : [];
  const board = `The whole board: ${ownOrigin(installation)}/rotation`;
  return {
    subject: `Rotation: ${late} overdue, ${all.length - late} due soon`,
    text: [...lines, ...more, '', board, ''].join('\n'),
  };
}
