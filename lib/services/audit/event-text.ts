// Turns an act into the canonical JSON (RFC 8785) that its leaf commits to, and into index columns.

import 'server-only';
import { randomBytes } from 'node:crypto';
import { canonicalJson } from '@/lib/crypto/canonical-json';
import { leafHash } from '@/lib/crypto/merkle';
import type { AuditEventRow } from '@/lib/db/audit/audit';
import { actorLabel } from '@/lib/domain/actor';
import type { Actor } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { toTypeId } from '@/lib/domain/ids';
import type { ScopeKind } from '@/lib/domain/scope';

/** Who did it, in which request, when. */
export interface EventFacts {
  readonly actor: Actor;
  readonly requestId: string;
  readonly at: Date;
  /** True when the event waited in `audit_pending` while the console was locked. */
  readonly pended?: boolean;
}

/** Builds the row of event `number` of a chain. A random salt keeps the leaf from confirming guesses. */
export function eventRow(
  chainId: string,
  number: bigint,
  event: AuditEvent,
  facts: EventFacts,
): AuditEventRow {
  const { action, ...details } = event;
  const text = canonicalJson({
    v: 1,
    chain: chainId,
    number: number.toString(),
    salt: randomBytes(16).toString('hex'),
    at: facts.at.toISOString(),
    actor: describeActor(facts.actor),
    request: facts.requestId,
    action,
    details: withTypeIds(details),
    ...(facts.pended ? { pended: true } : {}),
  });
  const target = targetOf(event);
  return {
    number,
    text,
    leaf: leafHash(text),
    at: facts.at,
    action,
    actorId: facts.actor.kind === 'system' ? null : facts.actor.id,
    targetId: target,
    scopeId: 'scope' in event && event.scope ? event.scope.id : null,
  };
}

function describeActor(actor: Actor) {
  const name = actorLabel(actor);
  if (actor.kind === 'system') return { kind: actor.kind, name };
  return { kind: actor.kind, id: toTypeId(actor.kind, actor.id), name };
}

function targetOf(event: AuditEvent): string | null {
  if ('secret' in event) return event.secret.id;
  if ('token' in event) return event.token.id;
  if ('link' in event) return event.link.id;
  if ('invitation' in event) return event.invitation.id;
  if ('operation' in event && event.operation) return event.operation.id;
  if ('user' in event) return event.user?.id ?? null;
  if ('group' in event) return event.group.id;
  if ('customRole' in event) return event.customRole.id;
  if ('delivery' in event) return event.delivery.id;
  if ('brief' in event) return event.brief.id;
  if ('integration' in event) return event.integration.id;
  if ('window' in event) return event.window.id;
  if ('reminderHook' in event) return event.reminderHook.id;
  if ('rotationRun' in event) return event.rotationRun.id;
  if ('leakCase' in event && event.leakCase) return event.leakCase.id;
  if ('checkDestination' in event) return event.checkDestination.id;
  if ('transfer' in event) return event.transfer.id;
  if ('connector' in event) return event.connector.id;
  if ('instance' in event) return event.instance.id;
  if ('scope' in event && event.scope) return event.scope.id;
  return null;
}

/** Fields that are named as the kind of their id is. */
const NAMED_KINDS = [
  'secret',
  'token',
  'user',
  'group',
  'link',
  'invitation',
  'delivery',
  'brief',
  'integration',
  'transfer',
  'connector',
  'instance',
  'window',
  'reminderHook',
  'rotationRun',
  'leakCase',
] as const;

/** Ids leave as TypeIDs. The fields are listed by hand: what is not listed is not recorded. */
function withTypeIds(details: Omit<AuditEvent, 'action'>): Record<string, unknown> {
  const out: Record<string, unknown> = { ...details };
  for (const kind of NAMED_KINDS) {
    const ref = out[kind] as { id: string; name: string } | null | undefined;
    if (ref) out[kind] = { id: toTypeId(kind, ref.id), name: ref.name };
  }
  const role = out['customRole'] as { id: string; name: string } | undefined;
  if (role) out['customRole'] = { id: toTypeId('role', role.id), name: role.name };
  const secrets = out['secrets'] as { id: string; name: string }[] | undefined;
  if (secrets) {
    out['secrets'] = secrets.map(({ id, name }) => ({ id: toTypeId('secret', id), name }));
  }
  const workerIds = out['workerIds'] as string[] | undefined;
  if (workerIds) out['workerIds'] = workerIds.map((id) => toTypeId('worker', id));
  const operation = out['operation'] as { id: string } | null | undefined;
  if (operation) out['operation'] = { id: toTypeId('operation', operation.id) };
  const next = out['replacement'] as { id: string; name: string } | undefined;
  if (next) out['replacement'] = { id: toTypeId('token', next.id), name: next.name };
  const aliased = out['target'] as { id: string; name: string } | undefined;
  if (aliased) out['target'] = { id: toTypeId('secret', aliased.id), name: aliased.name };
  const place = out['checkDestination'] as { id: string; name: string } | undefined;
  if (place) out['checkDestination'] = { id: toTypeId('destination', place.id), name: place.name };
  const about = out['about'] as { id: string; name: string } | undefined;
  if (about) out['about'] = { id: toTypeId('secret', about.id), name: about.name };
  const given = out['assignee'] as { id: string; name: string } | null | undefined;
  if (given) out['assignee'] = { id: toTypeId('user', given.id), name: given.name };
  const scope = out['scope'] as ScopeNamed | null | undefined;
  if (scope) out['scope'] = placeOf(scope);
  const grants = out['grants'] as { role: string; scope: ScopeNamed }[] | undefined;
  if (grants) out['grants'] = grants.map(({ role, scope: at }) => ({ role, scope: placeOf(at) }));
  return out;
}

interface ScopeNamed {
  readonly kind: ScopeKind;
  readonly id: string;
  readonly path: string;
}

function placeOf({ kind, id, path }: ScopeNamed): ScopeNamed {
  return { kind, id: toTypeId(kind, id), path };
}
