// What an import is judged by: the secrets its names meet in the scope, and narrower ones below it.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { Backend, SecretType, ValueFormat } from '@/lib/domain/secret-kinds';
import type { Reader } from '../connection/transaction';

/** A live secret of the scope with the tag of its current value, which never leaves the server. */
export interface MetSecret {
  readonly id: string;
  readonly name: string;
  readonly type: SecretType;
  readonly typeGuessed: boolean;
  readonly backend: Backend;
  readonly aliasOfId: string | null;
  readonly currentVersion: number | null;
  readonly format: ValueFormat | null;
  readonly matchKeyId: string | null;
  readonly matchTag: Uint8Array | null;
}

/** Live secrets of the scope that have one of these names in whatever case. */
export async function findMetSecrets(
  reader: Reader,
  scope: AuthorizedScope,
  names: readonly string[],
): Promise<MetSecret[]> {
  const lowered = names.map((name) => name.toLowerCase());
  return reader.$queryRaw<MetSecret[]>`
    SELECT s.id, s.name, s.type, s.type_guessed AS "typeGuessed", s.backend, s.alias_of_id AS "aliasOfId",
           s.current_version AS "currentVersion", v.format, v.match_key_id AS "matchKeyId", v.match_tag AS "matchTag"
      FROM secret s
      LEFT JOIN secret_version v ON v.secret_id = s.id AND v.number = s.current_version
     WHERE s.scope_id = ${scope.id}::uuid AND s.deleted_at IS NULL
       AND lower(s.name) COLLATE "C" = ANY(${lowered}::text[])`;
}

/** A name that scopes below have too: how many, and the first of them by path. */
export interface NarrowerName {
  readonly name: string;
  readonly path: string;
  readonly scopes: number;
}

/** Exact names that live secrets of scopes below this one have. */
export async function findNarrowerNames(
  reader: Reader,
  scope: AuthorizedScope,
  names: readonly string[],
): Promise<NarrowerName[]> {
  return reader.$queryRaw<NarrowerName[]>`
    SELECT s.name, min(c.path) AS path, count(*)::int AS scopes
      FROM scope c
      JOIN secret s ON s.scope_id = c.id
     WHERE c.lineage @> ARRAY[${scope.id}::uuid] AND c.id <> ${scope.id}::uuid
       AND c.deleted_at IS NULL AND s.deleted_at IS NULL
       AND lower(s.name) COLLATE "C" = ANY(${names.map((name) => name.toLowerCase())}::text[])
       AND s.name = ANY(${[...names]}::text[])
     GROUP BY s.name`;
}
