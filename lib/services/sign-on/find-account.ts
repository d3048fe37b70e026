// Whose account a provider's person signs on to, if any: by identity, by verified e-mail, or a new one.

import 'server-only';
import { findIdentity, findUserForLink } from '@/lib/db/people/identities';
import { organizationsOfGroups } from '@/lib/db/people/provider-groups';
import { newUuid } from '@/lib/domain/ids';
import type { SignOnRefusal } from '@/lib/domain/sign-on';
import type { Installation } from '../context';
import type { ProviderPerson } from './read-person';

export interface AccountUser {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly name: string;
  readonly epoch: number;
}

/** What has to be written for it. `linked`: the identity is there already, under that id. */
export type FoundAccount =
  | { readonly kind: 'linked'; readonly user: AccountUser; readonly identityId: string }
  | { readonly kind: 'to_link' | 'to_make'; readonly user: AccountUser };

export interface Unfound {
  readonly refused: SignOnRefusal;
  /** Whose account it would be, for the audit log alone. */
  readonly user: AccountUser | null;
}

/**
 * Reads only. An e-mail counts where the provider says that it is verified, and never leads to an
 * account that belongs to another subject of the same provider: addresses are given to new people.
 */
export async function findAccount(
  installation: Installation,
  person: ProviderPerson,
): Promise<FoundAccount | Unfound> {
  const { prisma } = installation.database;
  const identity = await findIdentity(prisma, person.issuer, person.subject);
  if (identity) {
    const { user } = identity;
    if (user.deactivatedAt) return { refused: 'deactivated', user };
    return { kind: 'linked', user, identityId: identity.id };
  }
  if (person.email === null) return { refused: 'email_unverified', user: null };
  // Nothing but sessions is written then.
  if (!installation.keys.unlocked) return { refused: 'locked', user: null };
  const user = await findUserForLink(prisma, person.email, person.issuer);
  if (!user) return newAccount(installation, person, person.email);
  if (user.deactivatedAt) return { refused: 'deactivated', user };
  if (user.identities.length > 0) return { refused: 'other_identity', user };
  return { kind: 'to_link', user };
}

/** For groups of exactly one organization: they say where the person belongs. */
async function newAccount(
  { database }: Installation,
  { groups, name }: ProviderPerson,
  email: string,
): Promise<FoundAccount | Unfound> {
  const organizations = await organizationsOfGroups(database.prisma, groups);
  const organizationId = organizations[0];
  if (organizationId === undefined) return { refused: 'unknown', user: null };
  if (organizations.length > 1) return { refused: 'two_organizations', user: null };
  const local = email.slice(0, email.lastIndexOf('@'));
  return {
    kind: 'to_make',
    user: { id: newUuid(), organizationId, email, name: name ?? local, epoch: 0 },
  };
}
