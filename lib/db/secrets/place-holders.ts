// Which secrets may have their values at a place: found by what every spelling of it has in common.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ExternalBackend } from '@/lib/domain/backend';
import type { Reader } from '../connection/transaction';
import type { Settings } from '../connectors/sealed-connectors';

export interface HolderRow {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Of its scope, from the organization down. */
  readonly lineage: readonly string[];
  readonly reference: string;
  readonly settings: Settings;
  readonly inBin: boolean;
}

/**
 * Secrets of the scope's organization whose references to a backend of the kind have `needle` in them, the
 * bin included and `exceptId` not; `isSamePlace` tells which are meant. By scope and name.
 */
export async function findPossibleHolders(
  reader: Reader,
  { organizationId }: AuthorizedScope,
  kind: ExternalBackend,
  needle: string,
  exceptId: string | null,
): Promise<HolderRow[]> {
  return reader.$queryRaw<HolderRow[]>`
    SELECT s.id, s.name, c.path, c.lineage, s.reference, k.settings,
           s.deleted_at IS NOT NULL AS "inBin"
      FROM connector k
      JOIN secret s ON s.connector_id = k.id AND s.id IS DISTINCT FROM ${exceptId}::uuid
                   AND strpos(s.reference, ${needle}::text) > 0
      JOIN scope c ON c.id = s.scope_id AND c.deleted_at IS NULL
     WHERE k.organization_id = ${organizationId}::uuid AND k.kind = ${kind}::text
     ORDER BY c.path COLLATE "C", s.name COLLATE "C"`;
}

/** As `findPossibleHolders` of each of the needles; a secret comes with each that its reference has in it. */
export async function findHoldersOfMany(
  reader: Reader,
  { organizationId }: AuthorizedScope,
  kind: ExternalBackend,
  needles: readonly string[],
): Promise<(HolderRow & { readonly needle: string })[]> {
  return reader.$queryRaw<(HolderRow & { needle: string })[]>`
    SELECT n.needle, s.id, s.name, c.path, c.lineage, s.reference, k.settings,
           s.deleted_at IS NOT NULL AS "inBin"
      FROM connector k
      JOIN secret s ON s.connector_id = k.id
      JOIN scope c ON c.id = s.scope_id AND c.deleted_at IS NULL
      JOIN unnest(${[...needles]}::text[]) AS n (needle) ON strpos(s.reference, n.needle) > 0
     WHERE k.organization_id = ${organizationId}::uuid AND k.kind = ${kind}::text`;
}
