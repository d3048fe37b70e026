// What a sign-on writes before its session: the account, its link and what the link takes away, its groups.

import 'server-only';
import { holdActiveUser, insertIdentity, isLinked, noteSignOn } from '@/lib/db/people/identities';
import { insertUser, removePassword } from '@/lib/db/people/members';
import { isOwner } from '@/lib/db/people/owners';
import { syncProviderGroups } from '@/lib/db/people/provider-groups';
import type { GroupChange } from '@/lib/db/people/provider-groups';
import { deleteSecondFactor } from '@/lib/db/people/second-factors';
import { revokeSessionsOf } from '@/lib/db/people/sessions';
import { countTokensOfMaker } from '@/lib/db/people/tokens-of-maker';
import type { Tx } from '@/lib/db/connection/transaction';
import { newUuid } from '@/lib/domain/ids';
import type { SignOnEvent } from '@/lib/domain/sign-on-event';
import type { Installation } from '../context';
import type { AccountUser, FoundAccount } from './find-account';
import type { ProviderPerson } from './read-person';

type Linked = Extract<SignOnEvent, { action: 'identity.linked' }>;

/** What a link took away, and what it left. */
export type TakenOver = Omit<Linked, 'action' | 'user' | 'issuer'>;

/** The epoch where it was raised. */
type TakenWithEpoch = TakenOver & { readonly epoch?: number };

export interface SettledAccount {
  /** The one that the session must carry. */
  readonly epoch: number;
  readonly groups: readonly GroupChange[];
  /** Null where the account was linked before. */
  readonly taken: TakenOver | null;
}

const NOTHING: TakenOver = {
  passwordRemoved: false,
  secondFactorRemoved: false,
  sessionsEnded: 0,
  tokensLeft: 0,
};

/** `deactivated` and `unlinked`: at this moment, so that nothing was written. */
export async function settleAccount(
  tx: Tx,
  { keys }: Installation,
  person: ProviderPerson,
  account: FoundAccount,
): Promise<SettledAccount | 'deactivated' | 'unlinked'> {
  const { user } = account;
  const { id: userId, organizationId, email, name } = user;
  if (account.kind === 'to_make') {
    await insertUser(tx, { id: userId, organizationId, email, name, passwordHash: null });
  } else if (!(await holdActiveUser(tx, userId))) {
    return 'deactivated';
  }
  if (account.kind === 'linked') {
    // While locked only sessions are written.
    const there = keys.unlocked
      ? (await noteSignOn(tx, account.identityId)) === 1
      : await isLinked(tx, account.identityId);
    if (!there) return 'unlinked';
    if (!keys.unlocked) return { epoch: user.epoch, groups: [], taken: null };
  } else {
    const { issuer, subject } = person;
    await insertIdentity(tx, { id: newUuid(), userId, issuer, subject });
  }
  const taken = account.kind === 'to_link' ? await takeOver(tx, user) : null;
  const groups = await syncProviderGroups(tx, { userId, organizationId }, person.groups);
  const { epoch = user.epoch, ...told }: TakenWithEpoch = taken ?? NOTHING;
  return { epoch, groups, taken: account.kind === 'linked' ? null : told };
}

/**
 * Whoever accepted the invitation chose the password without proving the e-mail, so nothing that got in
 * before goes on doing so. An owner keeps it all: an organization must not hang on its provider.
 */
async function takeOver(tx: Tx, { id, organizationId }: AccountUser): Promise<TakenWithEpoch> {
  const tokensLeft = await countTokensOfMaker(tx, id);
  if (await isOwner(tx, organizationId, id)) return { ...NOTHING, tokensLeft };
  const { epoch, had } = await removePassword(tx, id);
  return {
    epoch,
    passwordRemoved: had,
    secondFactorRemoved: await deleteSecondFactor(tx, id),
    sessionsEnded: await revokeSessionsOf(tx, id),
    tokensLeft,
  };
}
