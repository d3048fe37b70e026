// Webhooks that reminders are posted to, with their sealed signing secrets.

import 'server-only';
import type { Sealed } from '@/lib/crypto/sealed';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { GONE, UNREADABLE } from '@/lib/domain/reminder';
import type { ScopeKind } from '@/lib/domain/scope';
import type { Reader, Tx } from '../connection/transaction';
import { Prisma } from '../generated/client.ts';

export interface SealedHook {
  readonly id: string;
  readonly organizationId: string;
  readonly scopeId: string;
  readonly url: string;
  readonly dataKeyId: string;
  readonly envelope: Uint8Array;
}

export interface HookRow extends SealedHook {
  readonly kind: ScopeKind;
  readonly path: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly failures: number;
  readonly failure: string | null;
  readonly postedAt: Date | null;
}

export interface SealedHookSecret {
  readonly dataKeyId: string;
  readonly envelope: Sealed;
}

const HOOKS = Prisma.sql`
    SELECT h.id, h.organization_id AS "organizationId", h.scope_id AS "scopeId", c.kind::text AS kind,
           c.path, h.url, h.data_key_id AS "dataKeyId", h.envelope, h.created_at AS "createdAt",
           h.created_by AS "createdBy", h.failures, h.failure, h.posted_at AS "postedAt"
      FROM reminder_hook h JOIN scope c ON c.id = h.scope_id`;

/** All of one scope, oldest first. */
export async function listHookRows(reader: Reader, scope: AuthorizedScope): Promise<HookRow[]> {
  return reader.$queryRaw<HookRow[]>`
    ${HOOKS} WHERE h.scope_id = ${scope.id}::uuid ORDER BY h.created_at, h.id`;
}

export async function findHookRow(
  reader: Reader,
  scope: AuthorizedScope,
  id: string,
): Promise<HookRow | null> {
  const rows = await reader.$queryRaw<HookRow[]>`
    ${HOOKS} WHERE h.id = ${id}::uuid AND h.scope_id = ${scope.id}::uuid`;
  return rows[0] ?? null;
}

/** False where the scope has one of that address. */
export async function insertHook(
  tx: Tx,
  scope: AuthorizedScope,
  hook: {
    readonly id: string;
    readonly url: string;
    readonly createdBy: string;
    readonly sealed: SealedHookSecret;
  },
): Promise<boolean> {
  const { sealed, ...rest } = hook;
  const place = { scopeId: scope.id, organizationId: scope.organizationId };
  const { count } = await tx.reminderHook.createMany({
    data: { ...rest, ...sealed, ...place },
    skipDuplicates: true,
  });
  return count === 1;
}

/** With every reminder to it; false where it was gone. */
export async function deleteHook(tx: Tx, scope: AuthorizedScope, id: string): Promise<boolean> {
  const { count } = await tx.reminderHook.deleteMany({ where: { id, scopeId: scope.id } });
  return count === 1;
}

/**
 * How the last post went: `failure` is null where it was taken. Nothing where the hook is gone. One that is out of
 * service stays so until a test is taken: a post that was under way then says nothing of it.
 */
export async function noteHookPost(
  tx: Tx,
  id: string,
  failure: string | null,
  { isTest = false }: { readonly isTest?: boolean } = {},
): Promise<void> {
  await tx.$executeRaw`
    UPDATE reminder_hook h
       SET failure = ${failure},
           failures = CASE WHEN ${failure}::text IS NULL THEN 0 ELSE failures + 1 END,
           posted_at = CASE WHEN ${failure}::text IS NULL THEN now() ELSE posted_at END
     WHERE id = ${id}::uuid AND (${isTest}::boolean OR ${IN_SERVICE})`;
}

/** Nothing is posted to such a one until it was mended. */
export const IN_SERVICE = Prisma.sql`(h.failure IS NULL OR h.failure NOT IN (${GONE}, ${UNREADABLE}))`;

/** Locks the next secrets under a key; those that another worker holds are passed over. */
export async function lockHooksUnder(tx: Tx, dataKeyId: string, limit: number): Promise<HookRow[]> {
  return tx.$queryRaw<HookRow[]>`
    ${HOOKS} WHERE h.data_key_id = ${dataKeyId}::uuid
     ORDER BY h.id LIMIT ${limit} FOR UPDATE OF h SKIP LOCKED`;
}

export async function sealHookAgain(tx: Tx, id: string, sealed: SealedHookSecret): Promise<void> {
  await tx.reminderHook.update({ where: { id }, data: sealed });
}

/** For secrets that do not open: nothing could be signed with them any more. */
export async function dropHooks(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.reminderHook.deleteMany({ where: { id: { in: [...ids] } } });
}

/** Of the whole installation, by organization: for when the keys of all of them are lost. */
export async function dropEveryHook(tx: Tx): Promise<HookRow[]> {
  const rows = await tx.$queryRaw<HookRow[]>`${HOOKS} ORDER BY h.organization_id, h.id`;
  await tx.reminderHook.deleteMany();
  return rows;
}
