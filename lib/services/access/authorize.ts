// Decides whether an actor may do something on a scope, and is the only maker of the proof.

import 'server-only';
import type { Reader } from '@/lib/db/connection/transaction';
import { findScopes } from '@/lib/db/scopes/scopes';
import type { ScopeMatch } from '@/lib/db/scopes/scopes';
import { mintAuthorizedScope } from '@/lib/domain/authorized-scope';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import type { Permission } from '@/lib/domain/permissions';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { isSlug, PLATFORM, SCOPE_KINDS } from '@/lib/domain/scope';
import type { Scope, ScopeKind } from '@/lib/domain/scope';
import type { GrantHolder, Member } from '@/lib/domain/actor';
import { memberOf } from '../context';
import type { Context } from '../context';
import { knowsOf, permissionsOn, readReach } from './effective-permissions';
import { recordDenial } from './record-denial';

/** How a request names a scope: TypeID, dotted path or unambiguous slug, of one of these kinds. */
export interface ScopeReference {
  readonly kinds: readonly ScopeKind[];
  readonly ref: string;
}

/** The actor's organization, `/platform` in the API. */
export const PLATFORM_SCOPE: ScopeReference = { kinds: ['organization'], ref: PLATFORM };

/** A scope of whatever kind, as a form names it by its path. */
export function anyKind(ref: string): ScopeReference {
  return { kinds: SCOPE_KINDS, ref };
}

const CANDIDATES_MAX = 20;

/** Of cookie sessions nothing that hands out values is accepted, whatever the roles say. */
const TOKENS_ONLY: readonly Permission[] = ['deliveries:create'];

/** What is done to secrets by their names, and what a token limited to names needs names for. */
const NAME_BOUND: readonly Permission[] = [
  'secrets:list',
  'secrets:write',
  'secrets:delete',
  'deliveries:create',
  'briefs:create',
  'integrations:manage',
  'requests:create',
  'rotation:run',
  'leaks:match',
];

/** Given in place of names by a caller that leaves out, by `namePatterns`, what is beyond them. */
export const LEFT_OUT = 'left-out';

/**
 * Where several permissions are given, any one of them will do. `names` are those the act is about: a
 * token that is limited to names is refused (403) for others, and where a permission concerns names but
 * none are given. Throws 404 when the scope does not exist or the actor may not know of it, 409 with the candidates
 * when a slug is ambiguous among what he may see, 403 when he knows of it but may not do this. Every
 * refusal is audited.
 */
export async function authorize(
  ctx: Context,
  reference: ScopeReference,
  wanted: Permission | readonly [Permission, ...Permission[]],
  names?: readonly string[] | typeof LEFT_OUT,
): Promise<AuthorizedScope> {
  const enough = typeof wanted === 'string' ? ([wanted] as const) : wanted;
  const member = memberOf(ctx);
  const { prisma } = ctx.installation.database;
  const [found, reach] = await Promise.all([
    findScopes(prisma, member.organizationId, reference.kinds, matchOf(reference), CANDIDATES_MAX),
    readReach(prisma, member),
  ]);
  const known = preferPath(
    found.filter((scope) => knowsOf(reach, scope)),
    reference.ref,
  );
  const scope = known[0];
  if (!scope) {
    await recordDenial(ctx, member, enough[0], null);
    throw notFound(describe(reference));
  }
  if (known.length > 1) throw ambiguous(known);
  const held = permissionsOn(reach, scope);
  const permission = enough.find(
    (one) => held.has(one) && !(member.kind === 'user' && TOKENS_ONLY.includes(one)),
  );
  if (permission === undefined) {
    await recordDenial(ctx, member, enough[0], scope);
    const needed = enough.join(' or ');
    throw new KeystowError('forbidden', `You need the permission ${needed} on ${scope.path}.`);
  }
  if (!isWithinNames(member, permission, names)) {
    await recordDenial(ctx, member, permission, scope);
    throw new KeystowError('forbidden', 'This token is limited to other names.');
  }
  return mintAuthorizedScope(scope, permission);
}

/**
 * The proof for an act that a member prepared and somebody else completes; null where he could not do
 * it himself any more. Reads through `reader`, so that it may be asked within a transaction, and
 * records no refusal.
 */
export async function authorizeFor(
  reader: Reader,
  holder: GrantHolder,
  scopeId: string,
  permission: Permission,
): Promise<AuthorizedScope | null> {
  const match = { id: scopeId };
  const [scope] = await findScopes(reader, holder.organizationId, SCOPE_KINDS, match, 1);
  if (!scope || !permissionsOn(await readReach(reader, holder), scope).has(permission)) return null;
  return mintAuthorizedScope(scope, permission);
}

/** The names an actor is limited to, as patterns; empty: all. */
export function namePatternsOf(ctx: Context): readonly string[] {
  return ctx.actor.kind === 'token' ? ctx.actor.namePatterns : [];
}

function isWithinNames(
  member: Member,
  permission: Permission,
  names: readonly string[] | typeof LEFT_OUT | undefined,
): boolean {
  if (member.kind === 'user' || member.namePatterns.length === 0) return true;
  if (names === LEFT_OUT || !NAME_BOUND.includes(permission)) return true;
  return names !== undefined && names.every((name) => isWithinPatterns(member.namePatterns, name));
}

function matchOf({ kinds, ref }: ScopeReference): ScopeMatch {
  const id = fromTypeId(kinds, ref);
  if (id) return { id };
  if (ref === PLATFORM) return { path: PLATFORM };
  const labels = ref.split('.');
  if (labels.length > SCOPE_KINDS.length - 1 || !labels.every(isSlug)) return { path: '' };
  return labels.length > 1 ? { path: ref } : { path: ref, slug: ref };
}

/** An exact dotted path wins over slugs further down that happen to be the same. */
function preferPath(scopes: readonly Scope[], ref: string): readonly Scope[] {
  const exact = scopes.filter((scope) => scope.path === ref);
  return exact.length > 0 ? exact : scopes;
}

function ambiguous(scopes: readonly Scope[]): KeystowError {
  return new KeystowError('ambiguous', 'More than one scope has that slug. Send its path or id.', {
    candidates: scopes.map((scope) => scope.path),
  });
}

function describe(reference: ScopeReference): string {
  return reference.kinds.length === 1 ? `That ${reference.kinds[0]}` : 'That scope';
}
