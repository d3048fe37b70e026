// What carries the value of a secret to processes besides tokens: open briefs, and integrations.

import 'server-only';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader } from '../connection/transaction';

export interface CarrierRow {
  readonly id: string;
  readonly name: string;
  /** An e-mail, or the name of a token. */
  readonly madeBy: string;
  readonly kind: ScopeKind;
  readonly scopeId: string;
  readonly path: string;
  readonly lineage: string[];
}

export interface BriefCarrierRow extends CarrierRow {
  readonly secretRefs: string[];
}

export interface IntegrationCarrierRow extends CarrierRow {
  readonly slug: string;
}

interface Page {
  readonly after: string | null;
  readonly limit: number;
}

/** At most `limit` open briefs below the scopes that have any of the names, by id after `after`. */
export async function listBriefsNaming(
  reader: Reader,
  organizationId: string,
  { names, below }: { readonly names: readonly string[]; readonly below: readonly string[] },
  page: Page,
): Promise<BriefCarrierRow[]> {
  return reader.$queryRaw<BriefCarrierRow[]>`
    SELECT b.id, b.title AS name, b.created_by AS "madeBy", b.secret_refs AS "secretRefs",
           c.kind::text AS kind, c.id AS "scopeId", c.path, c.lineage
      FROM brief b JOIN scope c ON c.id = b.app_id AND c.deleted_at IS NULL
     WHERE b.organization_id = ${organizationId}::uuid AND b.revoked_at IS NULL
       AND b.consumed_at IS NULL AND b.expires_at > clock_timestamp()
       AND c.lineage && ${[...below]}::uuid[] AND b.secret_refs && ${[...names]}::text[]
       AND (${page.after}::uuid IS NULL OR b.id > ${page.after}::uuid)
     ORDER BY b.id
     LIMIT ${page.limit}`;
}

/** At most `limit` integrations that are filled from platform secrets of these names, by id after `after`. */
export async function listIntegrationsFilledFrom(
  reader: Reader,
  organizationId: string,
  names: readonly string[],
  page: Page,
): Promise<IntegrationCarrierRow[]> {
  return reader.$queryRaw<IntegrationCarrierRow[]>`
    SELECT i.id, i.name, i.slug, i.updated_by AS "madeBy",
           c.kind::text AS kind, c.id AS "scopeId", c.path, c.lineage
      FROM integration i JOIN scope c ON c.id = i.scope_id AND c.deleted_at IS NULL
     WHERE i.organization_id = ${organizationId}::uuid
       AND EXISTS (
             SELECT FROM jsonb_each(COALESCE(i.config_schema::jsonb -> 'properties', '{}')) p
              WHERE jsonb_typeof(p.value) = 'object'
                AND p.value ->> 'platformSecret' = ANY (${[...names]}::text[]))
       AND (${page.after}::uuid IS NULL OR i.id > ${page.after}::uuid)
     ORDER BY i.id
     LIMIT ${page.limit}`;
}
