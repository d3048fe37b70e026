// Which names of a brief would reach its run under one variable, as a delivery refuses it.

import 'server-only';
import type { BriefRef } from '@/lib/contracts/brief';
import type { IntegrationRow } from '@/lib/db/integrations/integrations';
import type { ResolvedRow } from '@/lib/db/resolution/resolution';
import { deliveredNames } from '@/lib/domain/delivered-names';
import { collisionsOf } from '@/lib/domain/name-collisions';
import type { NamedDelivery } from '@/lib/domain/name-collisions';

type Other = BriefRef['collisions'][number]['with'];

export interface RefAsDelivered extends NamedDelivery {
  readonly is: Other;
}

export function secretAsDelivered(row: ResolvedRow): RefAsDelivered {
  const { name, parts, delivery, path } = row;
  return {
    names: deliveredNames(name, parts, delivery),
    is: { kind: 'secret', key: name, path },
  };
}

/** None where the name is no integration's. */
export function integrationAsDelivered(
  key: string,
  winner: IntegrationRow | undefined,
): RefAsDelivered[] {
  if (!winner) return [];
  return [{ names: [key], is: { kind: 'integration', key, path: winner.scopePath } }];
}

/** What else is wrong with it is told first. */
export function withCollisions(ref: BriefRef, all: readonly RefAsDelivered[]): BriefRef {
  const own = all.find(({ is }) => is.key === ref.key && is.kind === ref.kind);
  const found = own ? collisionsOf(own, all) : [];
  if (found.length === 0) return ref;
  const collisions = found.map(({ name, other }) => ({ name, with: other.is }));
  return { ...ref, state: ref.state === 'ready' ? 'collides' : ref.state, collisions };
}
