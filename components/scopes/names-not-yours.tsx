import type { ScopeSummary } from '@/lib/contracts/scope';
import { EmptyState } from '@/components/ui/empty-state';

/** Stands where somebody knows of a scope but may not list its names. */
export function NamesNotYours({ scope }: { readonly scope: ScopeSummary }) {
  return (
    <EmptyState>
      You have no role on <span className="font-medium">{scope.name}</span> that lists its names.
      Its secrets reach the apps below it all the same, where no narrower one wins. Whoever manages
      people there can give you a role with <code className="font-mono text-12">secrets:list</code>.
    </EmptyState>
  );
}
