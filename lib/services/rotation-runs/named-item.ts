// Which secret of a guided rotation a request names, and where it is written.

import 'server-only';
import type { RunItemRow } from '@/lib/db/rotation-runs/run-items';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, notFound } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { toTypeId } from '@/lib/domain/ids';
import type { Permission } from '@/lib/domain/permissions';
import { authorize } from '../access/authorize';
import type { Context } from '../context';

export interface ItemNamed {
  readonly key: string;
  /** A path or an id, where two secrets have one name. */
  readonly scope?: string | undefined;
}

/** Throws 404 for one that the rotation does not have, 409 `ambiguous` where two have the name. */
export function namedItem(items: readonly RunItemRow[], { key, scope }: ItemNamed): RunItemRow {
  const isThere = ({ scopePath, path, kind, scopeId }: RunItemRow) =>
    scope === undefined ||
    [scopePath, path, kind && scopeId && toTypeId(kind, scopeId)].includes(scope);
  const found = items.filter((item) => item.name === key && isThere(item));
  if (found.length > 1) {
    const message = 'Two secrets of the rotation have that name. Send its scope too.';
    throw new KeystowError('ambiguous', message, {
      candidates: found.map(({ scopePath }) => scopePath),
    });
  }
  if (!found[0]) throw notFound('That secret of the rotation');
  return found[0];
}

/** Throws 409 `secret_gone`. */
export function presentItem(item: RunItemRow): RunItemRow {
  if (!item.gone) return item;
  throw secretGone(item);
}

/** The scopes of the secrets that are there, by their ids; each needs the permission. */
export async function authorizeItems(
  ctx: Context,
  items: readonly RunItemRow[],
  permission: Permission,
): Promise<Map<string, AuthorizedScope>> {
  const scopes = new Map<string, AuthorizedScope>();
  for (const { gone, kind, scopeId } of items) {
    if (gone || !kind || !scopeId || scopes.has(scopeId)) continue;
    const names = items.filter((one) => one.scopeId === scopeId).map(({ name }) => name);
    const at = { kinds: [kind], ref: toTypeId(kind, scopeId) };
    scopes.set(scopeId, await authorize(ctx, at, permission, names));
  }
  return scopes;
}

/** Of a secret that was there when the scopes were asked for. Throws 409 `secret_gone`. */
export function scopeOf(
  scopes: ReadonlyMap<string, AuthorizedScope>,
  item: RunItemRow,
): AuthorizedScope {
  const scope = item.scopeId === null ? undefined : scopes.get(item.scopeId);
  if (scope) return scope;
  throw secretGone(item);
}

function secretGone({ name }: RunItemRow): KeystowError {
  const message = `${name} was deleted. Restore it, or abandon the rotation.`;
  return fieldConflict('/key', 'secret_gone', message);
}
