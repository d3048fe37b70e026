// Reads what a list of secrets is narrowed to, from the words of a request to those of the database.

import 'server-only';
import type { ListSecretsQuery } from '@/lib/contracts/secret';
import type { SecretFilter } from '@/lib/db/secrets/secret-order';
import { fromTypeId } from '@/lib/domain/ids';
import { namePatternsOf } from '../access/authorize';
import type { Context } from '../context';

type Asked = Omit<ListSecretsQuery, 'after' | 'limit' | 'sort'>;

/** What the actor's token is limited to is part of it. */
export function secretFilter(ctx: Context, { owner, state, ...same }: Asked): SecretFilter {
  return {
    ...same,
    namePatterns: namePatternsOf(ctx),
    state: state === undefined ? undefined : { is: state, now: new Date() },
    owner: owner === undefined ? undefined : readOwner(owner),
  };
}

/** `usr_…`, `team_…` or `none`; an id that is neither fits nothing. */
export function readOwner(owner: string): SecretFilter['owner'] {
  if (owner === 'none') return 'none';
  const userId = fromTypeId(['user'], owner);
  return userId ? { userId } : { teamId: fromTypeId(['team'], owner) ?? NO_ID };
}

const NO_ID = '00000000-0000-0000-0000-000000000000';
