'use client';

import type { BriefPreview, BriefRef } from '@/lib/contracts/brief';
import { LiveRegion } from '@/components/ui/live-region';
import { Status } from '@/components/ui/status';
import { BACKEND_WORD } from '@/components/vault/secret-words';

const WHY: Readonly<Record<Exclude<BriefRef['state'], 'ready'>, string>> = {
  no_value: 'has no value yet',
  lost: 'its value was lost with its master key',
  target_deleted: 'is an alias of a secret that is gone',
  missing: 'no scope has it',
  property_missing: 'lacks a platform secret',
  collides: 'two values would have one variable',
};

/** Name by name what a run would be handed: the scope that wins, its version, or why nothing. */
export function PreviewTable({ preview }: { readonly preview: BriefPreview }) {
  const missing = preview.refs.filter(({ state }) => state !== 'ready').length;
  const told =
    missing === 0
      ? 'Every name is there.'
      : `${missing} of ${preview.refs.length} cannot be delivered: the run would be refused.`;
  return (
    <>
      <LiveRegion>{told}</LiveRegion>
      <p className="mb-2">
        <Status tone={missing === 0 ? 'fine' : 'danger'}>{told}</Status>
      </p>
      <ul className="border-t border-line">
        {preview.refs.map((ref) => (
          <PreviewRow key={ref.key} entry={ref} />
        ))}
      </ul>
    </>
  );
}

function PreviewRow({ entry }: { readonly entry: BriefRef }) {
  const { key, scope, version, state, backend, shadows, lacks, collisions } = entry;
  return (
    <li className="border-b border-line py-1.5 text-12 text-ink-muted">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="min-w-0 font-mono wrap-anywhere text-ink">{key}</span>
        {state === 'ready' ? null : <Status tone="danger">{WHY[state]}</Status>}
      </p>
      {scope ? (
        <p>
          wins in <span className="font-mono wrap-anywhere">{scope.path}</span>
          {version === null ? null : ` · version ${version}`}
          {backend === null || backend === 'local'
            ? null
            : ` · external, fetched from ${BACKEND_WORD[backend]} at the run`}
        </p>
      ) : null}
      {shadows.length > 0 ? (
        <p>
          hides <span className="font-mono wrap-anywhere line-through">{shadows.join(', ')}</span>
        </p>
      ) : null}
      {lacks.map(({ property, platformSecret }) => (
        <p key={property}>
          {property} is filled from <span className="font-mono">{platformSecret}</span> of the
          platform, which has no text to give
        </p>
      ))}
      {collisions.map(({ name, with: other }) => (
        <p key={`${name} ${other.kind} ${other.path}`}>
          <span className="font-mono wrap-anywhere">{name}</span> would also be{' '}
          {other.kind === 'integration' ? 'the integration' : 'the secret'}{' '}
          <span className="font-mono wrap-anywhere">{other.key}</span> of{' '}
          <span className="font-mono wrap-anywhere">{other.path}</span>: rename or delete one, or
          leave one out
        </p>
      ))}
    </li>
  );
}
