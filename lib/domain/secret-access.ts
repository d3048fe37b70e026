// Who can change or receive a secret: a pure rule over what people and tokens hold, and where.

import type { Permission } from './permissions';
import { isWithinPatterns } from './name-pattern';

/** `issue`: make a token that receives it, which is how a person comes to a value. */
export const ABILITIES = ['change', 'delete', 'receive', 'issue'] as const;

export type Ability = (typeof ABILITIES)[number];

/** A name under which the value is delivered: the secret's own, or that of an alias that leads to it. */
export interface DeliveryPoint {
  readonly name: string;
  readonly path: string;
  readonly scopeId: string;
  readonly lineage: readonly string[];
  /** Scopes below it that have a secret of the same name, which wins there and further down. */
  readonly shadowedIn: readonly string[];
}

/** What is held at a scope, and so at all below it. */
export interface Holding {
  readonly scopeId: string;
  readonly lineage: readonly string[];
  readonly permissions: readonly Permission[];
}

export interface Access {
  readonly can: readonly Ability[];
  /** Where `can` has `receive` or `issue`: under which names. */
  readonly as: readonly DeliveryPoint[];
}

/** The secret itself comes first among its points. */
type Points = readonly [DeliveryPoint, ...DeliveryPoint[]];

/** What a token can do to the secret; a token that is limited to names, within them. */
export function accessOfToken(
  token: Holding & { readonly namePatterns: readonly string[] },
  points: Points,
): Access {
  const named = points.filter((point) => isWithinPatterns(token.namePatterns, point.name));
  const writes = named.includes(points[0]) ? abilitiesAt(token, token.permissions, points[0]) : [];
  const as = token.permissions.includes('deliveries:create')
    ? named.filter((point) => isTakenAt(token, point))
    : [];
  return { can: as.length > 0 ? [...writes, 'receive'] : writes, as };
}

/**
 * What each of a person's grants gives him. Nobody takes deliveries himself: whoever has
 * `deliveries:create` and `tokens:manage` in one place, by whichever grants, can make a token that does.
 */
export function accessOfGrants(grants: readonly Holding[], points: Points): Access[] {
  return grants.map((grant) => {
    const heldThere = grants
      .filter((other) => grant.lineage.includes(other.scopeId))
      .flatMap((other) => other.permissions);
    const given = grant.permissions;
    const issues =
      ['deliveries:create', 'tokens:manage'].every((one) =>
        heldThere.includes(one as Permission),
      ) &&
      (given.includes('deliveries:create') || given.includes('tokens:manage'));
    const as = issues ? points.filter((point) => isTakenAt(grant, point)) : [];
    const writes = abilitiesAt(grant, given, points[0]);
    return { can: as.length > 0 ? [...writes, 'issue'] : writes, as };
  });
}

function abilitiesAt(
  { scopeId }: Pick<Holding, 'scopeId'>,
  permissions: readonly Permission[],
  { lineage }: DeliveryPoint,
): Ability[] {
  if (!lineage.includes(scopeId)) return [];
  return [
    ...(permissions.includes('secrets:write') ? ['change' as const] : []),
    ...(permissions.includes('secrets:delete') ? ['delete' as const] : []),
  ];
}

/**
 * Deliveries are taken for apps: from above a point some app below it may get it, from below it every
 * app does unless a narrower secret of that name wins.
 */
function isTakenAt(holder: Pick<Holding, 'scopeId' | 'lineage'>, point: DeliveryPoint): boolean {
  if (point.lineage.includes(holder.scopeId)) return true;
  if (!holder.lineage.includes(point.scopeId)) return false;
  return !point.shadowedIn.some((id) => holder.lineage.includes(id));
}
