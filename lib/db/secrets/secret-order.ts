// Which secrets of a scope a list holds and in what order: the SQL that pages and their map share.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Backend, Category, SecretType } from '@/lib/domain/secret-kinds';
import type { SecretSort } from '@/lib/domain/secret-sort';
import { expiringUntil } from '@/lib/domain/secret-state';
import type { SecretState } from '@/lib/domain/secret-state';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from './name-likes';

/** Only live secrets that fit all that is given. */
export interface SecretFilter {
  /** Only names within one of these (`lib/domain/name-pattern.ts`); empty: all. */
  readonly namePatterns: readonly string[];
  /** Part of a name, in any case. */
  readonly q?: string | undefined;
  /** One name, in any case. */
  readonly key?: string | undefined;
  readonly type?: SecretType | undefined;
  readonly category?: Category | undefined;
  readonly state?: { readonly is: SecretState; readonly now: Date } | undefined;
  /** Where the value lives: aliases have none. */
  readonly backend?: Backend | undefined;
  readonly tag?: string | undefined;
  /** UUIDs. */
  readonly owner?: { readonly userId: string } | { readonly teamId: string } | 'none' | undefined;
}

/** What a row is sorted by, as text; times to the microsecond, in UTC, or `infinity`. */
export interface SortKey {
  readonly first: string;
  /** Tells rows of an equal `first` apart; empty where none are. */
  readonly second: string;
}

interface Order {
  readonly by: Prisma.Sql;
  readonly first: Prisma.Sql;
  readonly second: Prisma.Sql;
  readonly after: (key: SortKey) => Prisma.Sql;
}

const byName = { first: Prisma.sql`key_name`, second: Prisma.sql`''` };
const changed = { first: timeText(Prisma.sql`key_changed`), second: Prisma.sql`key_id::text` };

/** Each in the terms of `keyedSecrets`; `name` and `changed` are read from their indexes. */
export const ORDERS: Readonly<Record<SecretSort, Order>> = {
  name: {
    ...byName,
    by: Prisma.sql`key_name`,
    after: ({ first }) => Prisma.sql`key_name > ${first}`,
  },
  '-name': {
    ...byName,
    by: Prisma.sql`key_name DESC`,
    after: ({ first }) => Prisma.sql`key_name < ${first}`,
  },
  changed: {
    ...changed,
    by: Prisma.sql`key_changed, key_id`,
    after: ({ first, second }) =>
      Prisma.sql`(key_changed, key_id) > (${first}::timestamptz, ${second}::uuid)`,
  },
  '-changed': {
    ...changed,
    by: Prisma.sql`key_changed DESC, key_id DESC`,
    after: ({ first, second }) =>
      Prisma.sql`(key_changed, key_id) < (${first}::timestamptz, ${second}::uuid)`,
  },
  expires: {
    by: Prisma.sql`key_expires, key_name`,
    first: Prisma.sql`COALESCE(${timeText(Prisma.sql`key_expires`)}, 'infinity')`,
    second: Prisma.sql`key_name`,
    after: ({ first, second }) =>
      Prisma.sql`(key_expires, key_name) > (${first}::timestamptz, ${second})`,
  },
  type: {
    by: Prisma.sql`key_type, key_name`,
    first: Prisma.sql`key_type`,
    second: Prisma.sql`key_name`,
    after: ({ first, second }) => Prisma.sql`(key_type, key_name) > (${first}, ${second})`,
  },
};

/** A query of the scope's secrets that fit, each as its id and what any order needs of it. */
export function keyedSecrets(scope: AuthorizedScope, filter: SecretFilter): Prisma.Sql {
  return Prisma.sql`
    SELECT s.id AS key_id, lower(s.name) COLLATE "C" AS key_name, s.updated_at AS key_changed,
           COALESCE(s.expires_at, 'infinity') AS key_expires, s.type COLLATE "C" AS key_type
      FROM secret s
     WHERE ${Prisma.join([...conditions(scope, filter)], ' AND ')}`;
}

function* conditions(scope: AuthorizedScope, filter: SecretFilter): Generator<Prisma.Sql> {
  const { namePatterns, q, key, type, category, state, backend, tag, owner } = filter;
  yield Prisma.sql`s.scope_id = ${scope.id}::uuid AND s.deleted_at IS NULL`;
  if (q) {
    const pattern = `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    yield Prisma.sql`lower(s.name) LIKE ${pattern}`;
  }
  if (key !== undefined) yield Prisma.sql`lower(s.name) COLLATE "C" = ${key.toLowerCase()}`;
  if (namePatterns.length > 0) {
    const likes = nameLikes(namePatterns);
    yield Prisma.sql`s.name LIKE ANY (${likes}::text[])`;
  }
  if (type !== undefined) yield Prisma.sql`s.type = ${type}`;
  if (category !== undefined) yield Prisma.sql`s.category = ${category}`;
  if (state !== undefined) yield STATES[state.is](state.now);
  if (backend !== undefined) {
    yield Prisma.sql`s.alias_of_id IS NULL AND s.backend = ${backend}`;
  }
  if (tag !== undefined) yield Prisma.sql`s.tags @> ARRAY[${tag}]::text[]`;
  if (owner !== undefined) yield ownedBy(owner);
}

const LOST = Prisma.sql`EXISTS (
  SELECT FROM secret_version v
   WHERE v.secret_id = s.id AND v.number = s.current_version AND v.lost_at IS NOT NULL)`;

const HAS_VALUE = Prisma.sql`
  s.alias_of_id IS NULL AND s.current_version IS NOT NULL AND NOT ${LOST}`;

/** As `secretState` of the domain decides. */
const STATES: Readonly<Record<SecretState, (now: Date) => Prisma.Sql>> = {
  alias: () => Prisma.sql`s.alias_of_id IS NOT NULL`,
  lost: () => Prisma.sql`s.alias_of_id IS NULL AND ${LOST}`,
  no_value: () => Prisma.sql`s.alias_of_id IS NULL AND s.current_version IS NULL`,
  expired: (now) => Prisma.sql`${HAS_VALUE} AND s.expires_at <= ${now}`,
  expiring: (now) =>
    Prisma.sql`${HAS_VALUE} AND s.expires_at > ${now} AND s.expires_at <= ${expiringUntil(now)}`,
  current: (now) =>
    Prisma.sql`${HAS_VALUE} AND (s.expires_at IS NULL OR s.expires_at > ${expiringUntil(now)})`,
};

function ownedBy(owner: NonNullable<SecretFilter['owner']>): Prisma.Sql {
  if (owner === 'none') return Prisma.sql`s.owner_user_id IS NULL AND s.owner_team_id IS NULL`;
  return 'userId' in owner
    ? Prisma.sql`s.owner_user_id = ${owner.userId}::uuid`
    : Prisma.sql`s.owner_team_id = ${owner.teamId}::uuid`;
}

/** Null for what is not finite. */
function timeText(time: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`to_char(${time} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
