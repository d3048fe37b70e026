// How whoever and whatever can change or receive a secret is shown, with why.

import 'server-only';
import type { SecretHolder } from '@/lib/contracts/reach';
import type { BriefCarrierRow, CarrierRow, IntegrationCarrierRow } from '@/lib/db/reach/carriers';
import type { LinkHolderRow, PersonGrantRow, TokenHolderRow } from '@/lib/db/reach/holders';
import { toTypeId } from '@/lib/domain/ids';
import { integrationVariable } from '@/lib/domain/integration';
import { isPermission, permissionsOfGrant } from '@/lib/domain/permissions';
import { ABILITIES, accessOfGrants, accessOfToken } from '@/lib/domain/secret-access';
import type { Ability, Access, DeliveryPoint } from '@/lib/domain/secret-access';
import type { ScopeKind } from '@/lib/domain/scope';

/** The secret's own first. */
export type Points = [DeliveryPoint, ...DeliveryPoint[]];

/** `rows`: all grants of one person around the secret. */
export function personHolder(rows: readonly PersonGrantRow[], points: Points): SecretHolder {
  const [{ userId, name, email }] = rows as [PersonGrantRow];
  const holdings = rows.map((row) => ({
    ...row,
    permissions: permissionsOfGrant(row.role, row.custom, row.kind === 'organization'),
  }));
  const because = accessOfGrants(holdings, points).flatMap((access, at) => {
    const { role, group } = rows[at]!;
    return access.can.length > 0 ? [{ role, group, ...reasonOf(rows[at]!, access, points) }] : [];
  });
  const can = ABILITIES.filter((one) => because.some((reason) => reason.can.includes(one)));
  return { kind: 'person', id: toTypeId('user', userId), name, email, can, because, madeBy: null };
}

export function tokenHolder(row: TokenHolderRow, points: Points): SecretHolder {
  const access = accessOfToken(
    { ...row, permissions: row.permissions.filter(isPermission) },
    points,
  );
  const because = [{ role: null, group: null, ...reasonOf(row, access, points) }];
  const { name } = row;
  const id = toTypeId('token', row.id);
  return { kind: 'token', id, name, email: null, can: [...access.can], because, madeBy: null };
}

/** Whoever has it enters a value in the name of its maker, as long as that one may. */
export function linkHolder(
  row: LinkHolderRow,
  scope: { readonly id: string; readonly kind: ScopeKind; readonly path: string },
  works: boolean,
): SecretHolder {
  const can: SecretHolder['can'] = works ? ['change'] : [];
  const place = { kind: scope.kind, id: toTypeId(scope.kind, scope.id), path: scope.path };
  return {
    kind: 'link',
    id: toTypeId('link', row.id),
    name: row.label,
    email: null,
    can,
    because: [{ role: null, group: null, scope: place, can, as: [] }],
    madeBy: { name: row.makerName, email: row.makerEmail },
  };
}

/** Whoever has its callback token takes it once. */
export function briefHolder(row: BriefCarrierRow, points: Points): SecretHolder {
  const as = points.filter(
    ({ name, scopeId, shadowedIn }) =>
      row.secretRefs.includes(name) &&
      row.lineage.includes(scopeId) &&
      !shadowedIn.some((id) => row.lineage.includes(id)),
  );
  const can: Ability[] = as.length > 0 ? ['receive'] : [];
  const because = [{ role: null, group: null, ...reasonOf(row, { can, as }, points) }];
  return carrierHolder('brief', row, can, because);
}

/** Every app at and below its scope gets the value within the integration. */
export function integrationHolder(row: IntegrationCarrierRow): SecretHolder {
  const { kind, scopeId, path } = row;
  const can: Ability[] = ['receive'];
  const scope = { kind, id: toTypeId(kind, scopeId), path };
  const as = [{ key: integrationVariable(row.slug), path }];
  return carrierHolder('integration', row, can, [{ role: null, group: null, scope, can, as }]);
}

function carrierHolder(
  kind: 'brief' | 'integration',
  { id, name, madeBy }: CarrierRow,
  can: Ability[],
  because: SecretHolder['because'],
): SecretHolder {
  const maker = { name: madeBy, email: null };
  return { kind, id: toTypeId(kind, id), name, email: null, can, because, madeBy: maker };
}

function reasonOf(
  { kind, scopeId, path }: Pick<PersonGrantRow, 'kind' | 'scopeId' | 'path'>,
  { can, as }: Access,
  [own]: Points,
): Pick<SecretHolder['because'][number], 'scope' | 'can' | 'as'> {
  const renamed = as.some((point) => point !== own);
  return {
    scope: { kind, id: toTypeId(kind, scopeId), path },
    can: [...can],
    as: renamed ? as.map((point) => ({ key: point.name, path: point.path })) : [],
  };
}
