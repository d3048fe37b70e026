'use client';

import type { Reach, ReachedPlace } from '@/lib/contracts/reach';
import type { Reacher } from '@/lib/client/reach';
import { KIND_WORD } from '@/components/scopes/kind-word';
import { ReadRefused } from '@/components/requests/read-refused';
import { count } from '@/components/ui/count';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { reasonWords } from './rungs';
import { useReach } from './use-reach';

/** Where the rights of a person or a token begin, what they let him do, and how much is there. */
export function ReachPlaces({ of }: { readonly of: Reacher }) {
  const read = useReach(of);
  if (read.isPending) return <SkeletonRows rows={3} label="Loading the reach" />;
  if (read.isError) {
    return <ReadRefused what="The reach" error={read.error} onRetry={() => void read.refetch()} />;
  }
  return <Places reach={read.data} />;
}

function Places({ reach: { places, namePatterns } }: { readonly reach: Reach }) {
  if (places.length === 0) return <p className="text-ink-muted">Nothing.</p>;
  return (
    <>
      {namePatterns.length > 0 ? (
        <p className="mb-2">
          Only names within <span className="font-mono text-12">{namePatterns.join(', ')}</span>.
        </p>
      ) : null}
      <ul className="space-y-3">
        {places.map((place) => (
          <PlaceItem key={place.scope.path} place={place} />
        ))}
      </ul>
    </>
  );
}

function PlaceItem({ place }: { readonly place: ReachedPlace }) {
  const { scope, because, permissions, secrets } = place;
  const does = DOINGS.filter(([needed]) => permissions.includes(needed)).map(([, say]) =>
    say(place),
  );
  const why = because.map(reasonWords).join(', ');
  return (
    <li className="border-l-2 border-line pl-3">
      <p className="break-words">
        <span className="text-ink-muted">{KIND_WORD[scope.kind]}</span>{' '}
        {scope.kind === 'organization' ? null : (
          <span className="font-mono text-12">{scope.path}</span>
        )}{' '}
        <span className="text-ink-muted">· {why}</span>
      </p>
      {does.length === 0 ? (
        <p className="text-ink-muted">
          Nothing with {secrets === null ? 'the secrets' : `the ${count(secrets, 'secret')}`} there.
        </p>
      ) : null}
      <ul className="text-12">
        {does.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </li>
  );
}

type Saying = readonly [ReachedPlace['permissions'][number], (place: ReachedPlace) => string];

/** Without a number where the person asking may not know it. */
function some(known: number | null, what: 'secret' | 'name' | 'app'): string {
  return known === null ? `the ${what}s` : count(known, what);
}

const DOINGS: readonly Saying[] = [
  ['secrets:list', ({ secrets }) => `Lists ${some(secrets, 'name')}`],
  ['secrets:write', ({ secrets }) => `Changes ${some(secrets, 'secret')}, and seals new ones`],
  ['secrets:delete', ({ secrets }) => `Deletes ${some(secrets, 'secret')}`],
  [
    'deliveries:create',
    ({ apps, delivered }) =>
      `Receives what reaches ${some(apps, 'app')}: ${some(delivered, 'secret')}, wider ones included`,
  ],
  ['members:manage', () => 'Gives and takes away roles, within its own'],
  ['tokens:manage', () => 'Makes and revokes tokens'],
  ['audit:read', () => 'Reads the audit log'],
  ['keys:manage', () => 'Changes keys'],
];
