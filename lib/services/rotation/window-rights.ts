// Who may look after rotation windows and what is put off: of one secret, of a scope, of a key of the console.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound, ruleBroken } from '@/lib/domain/errors';
import type { Permission } from '@/lib/domain/permissions';
import { isOwnKey, ROTATED_KEYS } from '@/lib/domain/rotation-keys';
import type { RotatedKey } from '@/lib/domain/rotation-keys';
import type { Scope } from '@/lib/domain/scope';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { permissionsOn } from '../access/effective-permissions';
import type { Reach } from '../access/effective-permissions';
import type { Context } from '../context';

/** What a window or a snooze is of; neither: of all in the scope. */
export interface RotationTarget {
  readonly key?: string | null | undefined;
  readonly subject?: string | null | undefined;
}

const MANAGES: readonly [Permission, ...Permission[]] = ['keys:manage', 'backends:manage'];

/** Any of these may know what windows there are to sign and end. */
export const LOOKS_AFTER: readonly [Permission, ...Permission[]] = ['rotation:run', ...MANAGES];

/**
 * Needs `rotation:run` on the scope; for a key of the console what `requireConsoleKey` says. Throws 422
 * where such a key is looked for in a scope that is not the organization.
 */
export async function authorizeTarget(
  ctx: Context,
  reference: ScopeReference,
  { key, subject }: RotationTarget,
): Promise<AuthorizedScope> {
  if (!subject) return authorize(ctx, reference, 'rotation:run', key ? [key] : undefined);
  const { scope } = await requireConsoleKey(ctx, subject);
  const asked = await authorize(ctx, reference, MANAGES);
  if (asked.id === scope.id) return scope;
  throw ruleBroken('/subject', 'not_here', 'Keys of the console belong to the organization.');
}

/**
 * Needs `keys:manage` on the organization; for a console secret `backends:manage` will do. Throws 404 for
 * a key that is not on the board.
 */
export async function requireConsoleKey(
  ctx: Context,
  subject: string,
): Promise<{ scope: AuthorizedScope; key: RotatedKey }> {
  const key = ROTATED_KEYS.find((one) => one.subject === subject);
  const wanted = key && isOwnKey(key) ? 'keys:manage' : MANAGES;
  const scope = await authorize(ctx, PLATFORM_SCOPE, wanted);
  if (!key) throw notFound('That key of the console');
  return { scope, key };
}

/** Whether the reach gives what ending a window of the scope takes. */
export function mayLookAfter(
  reach: Reach,
  scope: Pick<Scope, 'lineage'>,
  { subject }: RotationTarget,
): boolean {
  const held = permissionsOn(reach, scope);
  if (!subject) return held.has('rotation:run');
  return held.has('keys:manage') || (!isOwnKey({ subject }) && held.has('backends:manage'));
}

/** Whether it gives what signing one takes: for all secrets of a scope the rights of its admins. */
export function maySignFor(
  reach: Reach,
  scope: Pick<Scope, 'lineage'>,
  target: RotationTarget,
): boolean {
  if (!mayLookAfter(reach, scope, target)) return false;
  const one = Boolean(target.key ?? target.subject);
  return one || permissionsOn(reach, scope).has('members:manage');
}
