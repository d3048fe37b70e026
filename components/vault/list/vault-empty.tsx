import type { ReactNode } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { ScopeKind } from '@/lib/domain/scope';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { curlLine } from '../value/curl-line';

interface VaultEmptyProps {
  readonly scope: ScopeSummary;
  readonly origin: string;
  readonly maySeal: boolean;
  readonly onSeal: () => void;
}

/** What belongs in each kind of scope, for whoever meets it empty. */
const TEACH: Readonly<Record<ScopeKind, (name: ReactNode) => ReactNode>> = {
  organization: (name) => (
    <>Secrets that every app of {name} may need belong here, such as a shared SLACK_TOKEN.</>
  ),
  team: (name) => (
    <>
      Secrets that every app of the team {name} may need belong here; they win over shared ones of
      the same name.
    </>
  ),
  workspace: (name) => (
    <>
      Secrets of the workspace {name} belong here, such as the DATABASE_URL all its apps use; they
      win over the team’s.
    </>
  ),
  app: (name) => (
    <>
      Secrets that only {name} needs belong here; they win over those of its workspace, its team and
      the shared ones.
    </>
  ),
};

export function VaultEmpty({ scope, origin, maySeal, onSeal }: VaultEmptyProps) {
  return (
    <EmptyState
      ways={
        maySeal ? (
          <Button tone="primary" onClick={onSeal}>
            Seal the first secret
          </Button>
        ) : undefined
      }
      command={curlLine(origin, scope)}
      note={
        <>
          Then type{' '}
          <code className="font-mono text-12">{'{"key":"DATABASE_URL","value":"…"}'}</code> and
          press Ctrl+D: read this way, the value does not stay in the history of the shell. The
          token needs the permission <code className="font-mono text-12">secrets:write</code>.
        </>
      }
    >
      {TEACH[scope.kind](<span className="font-medium">{scope.name}</span>)}
    </EmptyState>
  );
}
