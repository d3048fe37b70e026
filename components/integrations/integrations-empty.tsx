import type { ReactNode } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { EmptyState } from '@/components/ui/empty-state';

interface IntegrationsEmptyProps {
  readonly ways: ReactNode;
  readonly locked: boolean;
  readonly scope: ScopeSummary;
}

/** What belongs here, how one is made, and by whom. */
export function IntegrationsEmpty({ ways, locked, scope }: IntegrationsEmptyProps) {
  return (
    <EmptyState
      ways={ways}
      command={`keystow integrations set slack --scope ${scope.path} --schema schema.json --config config.json`}
    >
      Integrations belong here: external systems that apps use, each with a schema, a configuration,
      and the platform secrets that are filled in when it is delivered. Every app at and below{' '}
      <span className="font-medium">{scope.name}</span> gets those made here.
      {ways || locked ? null : (
        <>
          {' '}
          Whoever holds <code className="font-mono text-12">integrations:manage</code> here can make
          one.
        </>
      )}
    </EmptyState>
  );
}
