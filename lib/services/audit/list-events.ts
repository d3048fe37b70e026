// Lists what was recorded, newest first, filtered.

import 'server-only';
import type { AuditEventView, AuditList, ListAuditQuery } from '@/lib/contracts/audit';
import { AUDIT_ACTORS, AUDIT_TARGETS } from '@/lib/contracts/audit';
import { listEventRows } from '@/lib/db/audit/read-events';
import type { EventListRow } from '@/lib/db/audit/read-events';
import { targetFieldOf } from '@/lib/domain/audit-target';
import { fromTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { readableLog } from './audit-access';

const EVENTS_PER_PAGE = 100;

/** Needs `audit:read` (`readableLog`). `next` is the number to go on below, null at the end. */
export async function listAuditEvents(ctx: Context, query: ListAuditQuery): Promise<AuditList> {
  const { chainId, scopeId } = await readableLog(ctx, query.log, query.scope);
  const limit = query.limit ?? EVENTS_PER_PAGE;
  const filter = {
    scopeId,
    action: query.action,
    actorId: uuidOf(AUDIT_ACTORS, query.actor),
    targetId: uuidOf(AUDIT_TARGETS, query.target),
    since: query.since === undefined ? undefined : new Date(query.since),
    until: query.until === undefined ? undefined : new Date(query.until),
  };
  const below = query.after === undefined ? undefined : BigInt(query.after);
  const page = { below, limit: limit + 1 };
  const rows = await listEventRows(ctx.installation.database.prisma, chainId, filter, page);
  const items = rows.slice(0, limit).map(viewOf);
  return { items, next: rows.length > limit ? (items.at(-1)?.number ?? null) : null };
}

function uuidOf(
  kinds: Parameters<typeof fromTypeId>[0],
  id: string | undefined,
): string | undefined {
  return id === undefined ? undefined : (fromTypeId(kinds, id) ?? undefined);
}

/** What `event-text.ts` wrote, read again. */
interface Told {
  readonly at: string;
  readonly action: string;
  readonly actor: AuditEventView['actor'];
  readonly request: string;
  readonly details: Record<string, unknown>;
  readonly pended?: boolean;
}

function viewOf({ number, text, at, action }: EventListRow): AuditEventView {
  const told = text === null ? null : (JSON.parse(text) as Told);
  const { scope, ...rest } = told?.details ?? {};
  const kind = targetFieldOf(rest);
  const ref = kind ? rest[kind] : null;
  const { [kind ?? '']: _target, ...details } = rest;
  return {
    number: String(number),
    // What the text says is proven; the columns are all that is left of an erased one.
    at: told?.at ?? at.toISOString(),
    action: told?.action ?? action,
    actor: told ? { ...told.actor!, id: told.actor?.id ?? null } : null,
    target: kind ? { kind, ...nameOf(ref as { id: string; name?: string }) } : null,
    scope: (scope as AuditEventView['scope']) ?? null,
    details: details as AuditEventView['details'],
    request: told?.request ?? null,
    pended: told?.pended ?? false,
    erased: told === null,
  };
}

function nameOf({ id, name }: { readonly id: string; readonly name?: string }) {
  return { id, name: name ?? id };
}
