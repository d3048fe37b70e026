// Sign-on: what the provider says becomes a session, and memberships follow the groups it names.

import 'server-only';
import { insertIdentity, holdActiveUser, noteSignOn } from '@/lib/db/people/identities';
import { insertUser } from '@/lib/db/people/members';
import { syncProviderGroups } from '@/lib/db/people/provider-groups';
import type { GroupChange } from '@/lib/db/people/provider-groups';
import { insertSession } from '@/lib/db/people/sessions';
import type { Tx } from '@/lib/db/connection/transaction';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { newUuid } from '@/lib/domain/ids';
import type { Installation } from '../context';
import { recordedOrPended } from '../recorded';
import { retriedWhenTaken } from '../secrets/retried-when-taken';
import { prepareSession } from '../sessions/prepare-session';
import type { SessionHolder, StartedSession } from '../sessions/prepare-session';
import { findAccount } from './find-account';
import type { FoundAccount, Unfound } from './find-account';
import { groupEvents } from './group-events';
import type { ProviderPerson } from './read-person';

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
    const account = await findAccount(installation, person);
    return 'refused' in account ? account : begin(installation, person, account, holder);
  });
}

async function begin(
  installation: Installation,
  person: ProviderPerson,
  account: FoundAccount,
  holder: SessionHolder,
): Promise<SignedOn> {
  const { started, session, actor } = prepareSession(account.user, holder);
  const changes = await recordedOrPended(
    { installation, actor, requestId: session.id },
    async (tx) => {
      const groups = await settle(tx, installation, person, account);
      if (groups) await insertSession(tx, session);
      return groups;
    },
    (groups) => ({
      in: account.user,
      events: groups ? eventsOf(person, account, groups) : [],
    }),
  );
  return changes ? { started } : { refused: 'deactivated', user: account.user };
}

/** Null for an account that was deactivated at this moment. */
async function settle(
  tx: Tx,
  { keys }: Installation,
  person: ProviderPerson,
  account: FoundAccount,
): Promise<GroupChange[] | null> {
  const { user } = account;
  const { issuer, subject } = person;
  if (account.kind === 'to_make') {
    const { id, organizationId, email, name } = user;
    await insertUser(tx, { id, organizationId, email, name, passwordHash: null });
  } else if (!(await holdActiveUser(tx, user.id))) {
    return null;
  }
  // Only sessions are written then.
  if (!keys.unlocked) return [];
  if (account.kind === 'linked') await noteSignOn(tx, account.identityId);
  else await insertIdentity(tx, { id: newUuid(), userId: user.id, issuer, subject });
  const { id: userId, organizationId } = user;
  return syncProviderGroups(tx, { userId, organizationId }, person.groups);
}

function eventsOf(
  { issuer }: ProviderPerson,
  { kind, user: { id, email } }: FoundAccount,
  changes: readonly GroupChange[],
): AuditEvent[] {
  const user = { id, name: email };
  return [
    ...(kind === 'to_make' ? [{ action: 'user.created', user } as const] : []),
    ...(kind === 'linked' ? [] : [{ action: 'identity.linked', user, issuer } as const]),
    ...groupEvents(user, changes),
    { action: 'session.signed_on', user, issuer },
  ];
}
