import type { ScopeSummary } from '@/lib/contracts/scope';
import { EmptyState } from '@/components/ui/empty-state';

/** Stands where somebody may not write the secrets of a scope, and so transfers none. */
export function TransferNotYours({ scope }: { readonly scope: ScopeSummary }) {
  return (
    <EmptyState>
      You have no role on <span className="font-medium">{scope.name}</span> that writes its secrets,
      which transfers do. Whoever manages people there can give you one with{' '}
      <code className="font-mono text-12">secrets:write</code>.
    </EmptyState>
  );
}
