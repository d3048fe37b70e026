// Rotation windows: set, signed, ended and listed. Clocks are the database's.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ScopeKind } from '@/lib/domain/scope';
import type { SecretType } from '@/lib/domain/secret-kinds';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';
import { nameLikes } from '../secrets/name-likes';
import { windowOf } from './window-rule';

export interface WindowRow {
  readonly id: string;
  readonly scopeId: string;
  readonly kind: ScopeKind;
  readonly path: string;
  readonly secretId: string | null;
  readonly key: string | null;
  readonly type: SecretType | null;
  readonly subject: string | null;
  readonly days: number;
  readonly looser: boolean;
  readonly reason: string | null;
  readonly setAt: Date;
  readonly setById: string | null;
  readonly setBy: string;
  readonly signedAt: Date | null;
  readonly signedBy: string | null;
  readonly endsAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly now: Date;
}

const WINDOWS = Prisma.sql`
    SELECT l.id, l.scope_id AS "scopeId", p.kind::text AS kind, p.path, l.secret_id AS "secretId",
           s.name AS key, l.type, l.subject, l.days, l.looser, l.reason, l.set_at AS "setAt",
           l.set_by_id AS "setById", l.set_by AS "setBy", l.signed_at AS "signedAt",
           l.signed_by AS "signedBy", l.ends_at AS "endsAt", l.ended_at AS "endedAt",
           l.ended_by AS "endedBy", clock_timestamp() AS now
      FROM rotation_window l
      JOIN scope p ON p.id = l.scope_id
      LEFT JOIN secret s ON s.id = l.secret_id`;

export interface WindowPage {
  /** Of one secret and all that apply to it; else of every secret of the scope. */
  readonly secretId?: string | undefined;
  readonly namePatterns: readonly string[];
  /** With those that ended, by somebody or by themselves. */
  readonly ended: boolean;
  /** With those of keys of the console. */
  readonly subjects: boolean;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Newest first: those of the scope and of those above it, and those of single live secrets in the scope. */
export async function listWindowRows(
  reader: Reader,
  scope: AuthorizedScope,
  page: WindowPage,
): Promise<WindowRow[]> {
  const likes = nameLikes(page.namePatterns);
  const ended = Prisma.sql`l.ended_at IS NOT NULL OR (l.looser AND l.ends_at <= clock_timestamp())`;
  return reader.$queryRaw<WindowRow[]>`
    ${WINDOWS}
     WHERE l.scope_id = ANY (${[...scope.lineage]}::uuid[])
       AND (l.secret_id IS NULL OR (l.scope_id = ${scope.id}::uuid AND s.deleted_at IS NULL
            AND (${page.secretId ?? null}::uuid IS NULL OR l.secret_id = ${page.secretId ?? null}::uuid)
            AND (${likes.length === 0} OR s.name LIKE ANY (${likes}::text[]))))
       AND (${page.subjects} OR l.subject IS NULL)
       AND (${page.ended} OR NOT (${ended}))
       AND (${page.after ?? null}::uuid IS NULL OR l.id < ${page.after ?? null}::uuid)
     ORDER BY l.id DESC
     LIMIT ${page.limit}`;
}

/** One that was set in the scope itself, or null. Of a binned secret none is found. */
export async function findWindowRow(
  reader: Reader,
  scope: AuthorizedScope,
  id: string,
): Promise<WindowRow | null> {
  const rows = await reader.$queryRaw<WindowRow[]>`
    ${WINDOWS}
     WHERE l.id = ${id}::uuid AND l.scope_id = ${scope.id}::uuid
       AND (l.secret_id IS NULL OR s.deleted_at IS NULL)`;
  return rows[0] ?? null;
}

/** Live windows of keys of the console. */
export async function listSubjectWindows(
  reader: Reader,
  organizationId: string,
): Promise<WindowRow[]> {
  return reader.$queryRaw<WindowRow[]>`
    ${WINDOWS}
     WHERE l.organization_id = ${organizationId}::uuid AND l.subject IS NOT NULL
       AND l.ended_at IS NULL`;
}

export interface NewWindow {
  readonly id: string;
  readonly secretId: string | null;
  readonly type: SecretType | null;
  readonly subject: string | null;
  readonly days: number;
  readonly looser: boolean;
  readonly reason: string | null;
  readonly setById: string | null;
  readonly setBy: string;
  /** Only of a looser one. */
  readonly endsInDays: number | null;
}

export async function insertWindow(
  tx: Tx,
  scope: AuthorizedScope,
  window: NewWindow,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO rotation_window (id, organization_id, scope_id, secret_id, type, subject, days, looser,
                                 reason, set_at, set_by_id, set_by, ends_at)
    VALUES (${window.id}::uuid, ${scope.organizationId}::uuid, ${scope.id}::uuid,
            ${window.secretId}::uuid, ${window.type}, ${window.subject}, ${window.days}::int,
            ${window.looser}, ${window.reason}, clock_timestamp(), ${window.setById}::uuid,
            ${window.setBy},
            clock_timestamp() + make_interval(hours => 24 * ${window.endsInDays}::int))`;
}

/** How many there are of the secret, or of the scope itself, that neither ended nor are over. */
export async function countLiveWindows(
  reader: Reader,
  scope: AuthorizedScope,
  secretId: string | null,
): Promise<number> {
  const rows = await reader.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM rotation_window
     WHERE scope_id = ${scope.id}::uuid AND secret_id IS NOT DISTINCT FROM ${secretId}::uuid
       AND ended_at IS NULL AND NOT (looser AND ends_at <= clock_timestamp())`;
  return rows[0]!.count;
}

/** False where it is not asked for any more: signed, ended or over meanwhile, or of this person. */
export async function signWindowRow(
  tx: Tx,
  _scope: AuthorizedScope,
  id: string,
  by: { readonly id: string; readonly label: string },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE rotation_window SET signed_at = clock_timestamp(), signed_by = ${by.label}
     WHERE id = ${id}::uuid AND looser AND signed_at IS NULL AND ended_at IS NULL
       AND ends_at > clock_timestamp() AND set_by_id IS DISTINCT FROM ${by.id}::uuid`;
  return count === 1;
}

/** False where it had ended before, by somebody or by itself. */
export async function endWindowRow(
  tx: Tx,
  _scope: AuthorizedScope,
  id: string,
  by: string,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE rotation_window SET ended_at = clock_timestamp(), ended_by = ${by}
     WHERE id = ${id}::uuid AND ended_at IS NULL
       AND NOT (looser AND ends_at <= clock_timestamp())`;
  return count === 1;
}

/**
 * What holds in the scope for a secret of each of these types (null: for every type), without what
 * secrets say themselves; with a `secretId` its own windows count too. In the order in which they are given.
 */
export async function presentWindows(
  reader: Reader,
  scope: AuthorizedScope,
  asked: readonly { readonly type: SecretType | null; readonly secretId: string | null }[],
): Promise<(number | null)[]> {
  const types = asked.map(({ type }) => type);
  const secretIds = asked.map(({ secretId }) => secretId);
  const rule = windowOf({
    lineage: Prisma.sql`${[...scope.lineage]}::uuid[]`,
    type: Prisma.sql`asked.type`,
    secretId: Prisma.sql`asked.secret_id`,
  });
  const rows = await reader.$queryRaw<{ days: number | null }[]>`
    SELECT rule.days
      FROM unnest(${types}::text[], ${secretIds}::uuid[])
           WITH ORDINALITY AS asked(type, secret_id, at)
      LEFT JOIN LATERAL (${rule}) rule ON TRUE
     ORDER BY asked.at`;
  return rows.map(({ days }) => days);
}
