// One person: his roles, how many sessions he has open, and the tokens he made.

import 'server-only';
import type { MemberDetails } from '@/lib/contracts/member';
import { listIdentities } from '@/lib/db/people/identities';
import { listLiveSessions } from '@/lib/db/people/sessions';
import { listTokensOfMaker } from '@/lib/db/people/tokens-of-maker';
import type { Context } from '../context';
import { seenAfterOfLiveSessions } from '../sessions/list-sessions';
import { tokenSummary } from '../tokens/token-summary';
import { grantsInSight } from './grants-in-sight';
import { findMember } from './find-member';
import { memberSummary } from './member-summary';

const TOKENS_SHOWN_MAX = 100;

/** Needs `members:manage` on a scope around which the person has a role, else 404, recorded. */
export async function readMember(ctx: Context, typeId: string): Promise<MemberDetails> {
  const { prisma } = ctx.installation.database;
  const { row, sight } = await findMember(ctx, typeId);
  const [grants, sessions, tokens, identities] = await Promise.all([
    grantsInSight(prisma, sight, [row.id]),
    listLiveSessions(prisma, row.id, seenAfterOfLiveSessions()),
    listTokensOfMaker(prisma, sight, row.id, TOKENS_SHOWN_MAX),
    listIdentities(prisma, row.id),
  ]);
  return {
    ...memberSummary(row, grants),
    sessions: row.deactivatedAt ? 0 : sessions.length,
    signsOnThrough: [...new Set(identities.map(({ issuer }) => new URL(issuer).host))],
    tokens: tokens.map(tokenSummary),
  };
}
