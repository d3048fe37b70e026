// Sign-on: what the provider says becomes a session, and memberships follow the groups it names.

import 'server-only';
import { insertSession } from '@/lib/db/people/sessions';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';
import { retriedWhenTaken } from '../secrets/retried-when-taken';
import { prepareSession } from '../sessions/prepare-session';
import type { SessionHolder, StartedSession } from '../sessions/prepare-session';
import { findAccount } from './find-account';
import type { FoundAccount, Unfound } from './find-account';
import { groupEvents } from './group-events';
import type { ProviderPerson } from './read-person';
import { settleAccount } from './settle-account';
import type { SettledAccount } from './settle-account';

export type SignedOn = { readonly started: StartedSession } | Unfound;

/**
 * Begins a session for whom the provider vouched for, in one transaction with the link, the account and
 * the memberships it makes. While the console is locked only who is linked already signs on, with the
 * groups of the last time. A refusal writes nothing; telling it is the caller's.
 */
export async function signOn(
  installation: Installation,
  person: ProviderPerson,
  holder: SessionHolder,
): Promise<SignedOn> {
  // Two first sign-ons at once: the second finds what the first has made.
  return retriedWhenTaken(async () => {
    for (;;) {
      const account = await findAccount(installation, person);
      if ('refused' in account) return account;
      const done = await begin(installation, person, account, holder);
      // Decided anew: without the link it is somebody else, or nobody.
      if (done !== 'unlinked') return done;
    }
  });
}

async function begin(
  installation: Installation,
  person: ProviderPerson,
  account: FoundAccount,
  holder: SessionHolder,
): Promise<SignedOn | 'unlinked'> {
  const { started, session, actor } = prepareSession(account.user, holder);
  const settled = await recordedOrPended(
    { installation, actor, requestId: session.id },
    async (tx) => {
      const done = await settleAccount(tx, installation, person, account);
      if (typeof done !== 'string') await insertSession(tx, session);
      return done;
    },
    (done) => ({
      in: account.user,
      events: typeof done === 'string' ? [] : eventsOf(person, account, done),
    }),
  );
  if (settled === 'deactivated') return { refused: 'deactivated', user: account.user };
  if (settled === 'unlinked') return settled;
  return { started: { ...started, epoch: settled.epoch } };
}

function eventsOf(
  { issuer }: ProviderPerson,
  { kind, user: { id, email } }: FoundAccount,
  { taken, groups }: SettledAccount,
): AuditEvent[] {
  const user = { id, name: email };
  return [
    ...(kind === 'to_make' ? [{ action: 'user.created', user } as const] : []),
    ...(taken ? [{ action: 'identity.linked', user, issuer, ...taken } as const] : []),
    ...groupEvents(user, groups),
    { action: 'session.signed_on', user, issuer },
  ];
}
