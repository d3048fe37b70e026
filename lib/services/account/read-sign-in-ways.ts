// By which ways a person enters: the own password, and the identity providers the account is linked to.

import 'server-only';
import type { SignInWays } from '@/lib/contracts/account';
import { listIdentities } from '@/lib/db/people/identities';
import { findUser } from '@/lib/db/people/members';
import type { OwnContext } from '../context';
import { providerName } from '../sign-on/provider-name';

/** Those of the asking person only. */
export async function readSignInWays({ installation, actor }: OwnContext): Promise<SignInWays> {
  const { prisma } = installation.database;
  const [user, identities] = await Promise.all([
    findUser(prisma, actor.id),
    listIdentities(prisma, actor.id),
  ]);
  return {
    password: user.passwordHash !== null,
    providers: identities.map(({ issuer, createdAt, lastSignedOnAt }) => ({
      name: providerName(installation.env, issuer),
      linkedAt: createdAt.toISOString(),
      lastSignedOnAt: lastSignedOnAt?.toISOString() ?? null,
    })),
  };
}
