'use client';

import type { BriefPreview, BriefRef } from '@/lib/contracts/brief';
import { LiveRegion } from '@/components/ui/live-region';
import { Status } from '@/components/ui/status';

const WHY: Readonly<Record<Exclude<BriefRef['state'], 'ready'>, string>> = {
  no_value: 'has no value yet',
  lost: 'its value was lost with its master key',
  target_deleted: 'is an alias of a secret that is gone',
  missing: 'no scope has it',
  property_missing: 'lacks a platform secret',
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
  const { key, scope, version, state, shadows, lacks } = entry;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-1.5">
      <span className="min-w-0 font-mono text-12 break-all">{key}</span>
      <span className="ml-auto text-12 text-ink-muted">
        {scope ? (
          <>
            wins in <span className="font-mono">{scope.path}</span>
            {version === null ? null : ` · version ${version}`}
          </>
        ) : null}
      </span>
      {state === 'ready' ? null : (
        <span className="w-full text-12">
          <Status tone="danger">{WHY[state]}</Status>
        </span>
      )}
      {lacks.map(({ property, platformSecret }) => (
        <span key={property} className="w-full text-12 text-ink-muted">
          {property} is filled from <span className="font-mono">{platformSecret}</span> of the
          platform
        </span>
      ))}
      {shadows.length > 0 ? (
        <span className="w-full text-12 text-ink-muted">
          hides <span className="font-mono line-through">{shadows.join(', ')}</span>
        </span>
      ) : null}
    </li>
  );
}
