import type { ReactNode } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { EmptyState } from '@/components/ui/empty-state';
import { KIND_NAMES, KINDS } from './connector-kinds';

interface BackendsEmptyProps {
  readonly ways: ReactNode;
  readonly locked: boolean;
  readonly scope: ScopeSummary;
}

/** What belongs here, what each kind needs, and what the operator has to allow. */
export function BackendsEmpty({ ways, locked, scope }: BackendsEmptyProps) {
  return (
    <>
      <EmptyState
        ways={ways}
        command={`keystow connectors add vault vault-prod --scope ${scope.path} --set address=https://vault.example.org:8200`}
      >
        Connectors belong here: the backends in which values live outside of this console. A secret
        then holds a reference; its value is fetched at each delivery and never stored here. One
        that is made here serves <span className="font-medium">{scope.name}</span> and everything
        below.
        {ways || locked ? null : (
          <>
            {' '}
            Whoever holds <code className="font-mono text-12">backends:manage</code> here can add
            one.
          </>
        )}
      </EmptyState>
      <dl className="max-w-160 border-t border-line">
        {KIND_NAMES.map((kind) => (
          <div key={kind} className="border-b border-line py-2">
            <dt className="font-medium">{KINDS[kind].label}</dt>
            <dd className="text-ink-muted">
              Needs {KINDS[kind].needs} {KINDS[kind].operator}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
