'use client';

import type { ResolvedName } from '@/lib/contracts/resolution';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { SecretSummary } from '@/lib/contracts/secret';
import { ReadRefused } from '@/components/requests/read-refused';
import { KIND_WORD } from '@/components/scopes/kind-word';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { BACKEND_WORD } from '@/components/vault/secret-words';
import { useResolvedName } from './use-winners';

interface TraceSectionProps {
  readonly secret: SecretSummary;
  /** From the widest scope in sight down to the one that names are resolved for. */
  readonly lineage: readonly ScopeSummary[];
}

/** Each scope on the way down, which of them has the name, and which wins. */
export function TraceSection({ secret, lineage }: TraceSectionProps) {
  const scope = lineage.at(-1);
  if (!scope || scope.kind === 'organization') return null;
  return (
    <section aria-labelledby="trace" className="mt-6">
      <h3 id="trace" className="mb-2 font-medium">
        What {scope.name} gets by this name
      </h3>
      <Trace secret={secret} lineage={lineage} scope={scope} />
    </section>
  );
}

function Trace({ secret, lineage, scope }: TraceSectionProps & { readonly scope: ScopeSummary }) {
  const read = useResolvedName(scope, secret.key);
  if (read.isPending) return <SkeletonRows rows={2} label="Loading which scope wins" />;
  if (read.isError) {
    return (
      <ReadRefused what="Which scope wins" error={read.error} onRetry={() => void read.refetch()} />
    );
  }
  const resolved = read.data;
  if (!resolved) return <p className="text-ink-muted">Nothing: no scope has it.</p>;
  return (
    <>
      <ol className="border-l border-line">
        {lineage.map((one) => (
          <Step key={one.id} scope={one} resolved={resolved} />
        ))}
      </ol>
      <p className="mt-2 text-12 text-ink-muted">{outcome(resolved)}</p>
    </>
  );
}

function Step({
  scope,
  resolved,
}: {
  readonly scope: ScopeSummary;
  readonly resolved: ResolvedName;
}) {
  const wins = resolved.scope.id === scope.id;
  const hidden = resolved.shadows.find((one) => one.scope.id === scope.id);
  const version = wins ? resolved.version : (hidden?.version ?? null);
  return (
    <li className="relative flex items-baseline gap-2 py-0.5 pl-4">
      <span
        aria-hidden="true"
        className={`absolute top-2 -left-[5px] size-[9px] rounded-full border border-edge ${wins ? 'bg-ink' : 'bg-paper'} ${wins || hidden ? '' : 'opacity-40'}`}
      />
      <span className="w-24 shrink-0 text-ink-muted">{KIND_WORD[scope.kind]}</span>
      <span className={`min-w-0 truncate font-mono text-12 ${hidden ? 'line-through' : ''}`}>
        {scope.slug}
      </span>
      <span className="ml-auto shrink-0 text-12 text-ink-muted">
        {version === null ? null : `version ${version} · `}
        {wins ? 'wins' : hidden ? 'hidden' : 'not set'}
      </span>
    </li>
  );
}

function outcome({ state, deliveredAs, aliasOf, backend }: ResolvedName): string {
  const value = aliasOf ? `the value of ${aliasOf.path}/${aliasOf.key}` : 'its value';
  switch (state) {
    case 'ready':
      return `A process started for it gets ${value} as ${deliveredAs.join(', ')}${fetched(backend)}.`;
    case 'no_value':
      return 'It has no value yet, so a delivery that needs it fails.';
    case 'lost':
      return 'Its value is lost with an earlier master key: enter it again.';
    case 'target_deleted':
      return 'The secret whose value it delivers was deleted, so a delivery that needs it fails.';
  }
}

/** What lives elsewhere is there only if its backend gives it at that moment. */
function fetched(backend: ResolvedName['backend']): string {
  return backend === 'local' ? '' : `, fetched from ${BACKEND_WORD[backend]} when it starts`;
}
