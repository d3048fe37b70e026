// Holders of a secret by the place their right comes from: a ladder from the organization down.

import type { SecretHolder } from '@/lib/contracts/reach';
import type { Ability } from '@/lib/domain/secret-access';

type Reason = SecretHolder['because'][number];

export interface RungEntry extends Reason {
  readonly holder: SecretHolder;
}

export interface Rung {
  readonly scope: Reason['scope'];
  readonly entries: readonly RungEntry[];
}

/** The widest place first; a holder stands on each rung that gives him something. */
export function rungsOf(holders: readonly SecretHolder[]): Rung[] {
  const entries = holders.flatMap((holder) =>
    holder.because.map((reason) => ({ ...reason, holder })),
  );
  const scopes = new Map(entries.map(({ scope }) => [scope.path, scope]));
  return [...scopes.values()]
    .sort((one, other) => depthOf(one) - depthOf(other) || (one.path < other.path ? -1 : 1))
    .map((scope) => ({
      scope,
      entries: entries.filter((entry) => entry.scope.path === scope.path),
    }));
}

function depthOf({ kind, path }: Reason['scope']): number {
  return kind === 'organization' ? 0 : path.split('.').length;
}

export const ABILITY_WORD: Readonly<Record<Ability, string>> = {
  change: 'changes',
  delete: 'deletes',
  receive: 'receives',
  issue: 'can make a token that receives',
};

/** In words: the role and how it is held; of a token, that its permissions are its own. */
export function reasonWords({ role, group }: Pick<Reason, 'role' | 'group'>): string {
  if (role === null) return 'token';
  return group === null ? role : `${role} through ${group}`;
}

/** As `reasonWords`; of a link, a brief and an integration, whose it is. */
export function entryWords(entry: RungEntry): string {
  const { kind, madeBy } = entry.holder;
  if (!madeBy) return reasonWords(entry);
  return kind === 'integration'
    ? `integration changed last by ${madeBy.name}`
    : `${kind} made by ${madeBy.name}`;
}
