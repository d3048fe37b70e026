import type { ScopeSummary } from '@/lib/contracts/scope';
import { childKind, type ScopeKind } from '@/lib/domain/scope';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

interface ScopeMissingProps {
  readonly kind: ScopeKind;
  /** The scopes that are chosen, from the widest down. */
  readonly lineage: readonly ScopeSummary[];
  readonly mayMake: boolean;
  readonly onNew: (kind: ScopeKind) => void;
}

/** A tab whose scope is not chosen yet, or is wider than what the person may see. */
export function ScopeMissing({ kind, lineage, mayMake, onNew }: ScopeMissingProps) {
  const deepest = lineage.at(-1);
  const next = deepest ? childKind(deepest.kind) : null;
  const wider = lineage[0] !== undefined && KIND_ORDER[kind] < KIND_ORDER[lineage[0].kind];
  if (wider || !deepest || !next) {
    return <EmptyState>You may not see the {kind} that this scope belongs to.</EmptyState>;
  }
  return (
    <EmptyState ways={mayMake ? <Button onClick={() => onNew(next)}>New {next}…</Button> : null}>
      No {next} of <span className="font-medium">{deepest.name}</span> is chosen. Choose one in the
      path above{mayMake ? ', or make one' : ''}.
    </EmptyState>
  );
}

const KIND_ORDER: Readonly<Record<ScopeKind, number>> = {
  organization: 0,
  team: 1,
  workspace: 2,
  app: 3,
};
