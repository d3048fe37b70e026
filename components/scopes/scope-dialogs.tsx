'use client';

import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { usePathname, useRouter } from 'next/navigation';
import { secretsKey, tokensKey } from '@/lib/client/query-keys';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { useSearch } from '@/components/ui/use-search';
import type { ScopeActions } from './scope-actions';
import type { PathPart } from './scope-tree';

const NewScopeDialog = dynamic(() =>
  import('./new-scope-dialog').then((module) => module.NewScopeDialog),
);
const RenameScopeDialog = dynamic(() =>
  import('./rename-scope-dialog').then((module) => module.RenameScopeDialog),
);
const DeleteScopeDialog = dynamic(() =>
  import('./delete-scope-dialog').then((module) => module.DeleteScopeDialog),
);

interface ScopeDialogsProps {
  /** The path to the chosen scope. */
  readonly parts: readonly PathPart[];
  readonly actions: ScopeActions;
}

/**
 * What the address asks of a scope on the chosen path: `?new=` with a kind, `?rename=` or `?delete=`
 * with the path of one of them.
 */
export function ScopeDialogs({ parts, actions }: ScopeDialogsProps) {
  const search = useSearch();
  const router = useRouter();
  const pathname = usePathname();
  const client = useQueryClient();
  const chosen = parts.flatMap((part) => part.chosen ?? []);
  const begun = parts.find((part) => part.parent && part.kind === search.get('new'));
  const renamed = chosen.find((scope) => scope.path === search.get('rename'));
  const deleted = chosen.find((scope) => scope.parentId && scope.path === search.get('delete'));

  function moveTo(scope: ScopeSummary): void {
    router.push(`${pathname}?scope=${encodeURIComponent(scope.path)}`);
    router.refresh();
  }

  function leave(scope: ScopeSummary, parent: ScopeSummary | null): void {
    client.removeQueries({ queryKey: secretsKey(scope.path) });
    void client.invalidateQueries({ queryKey: tokensKey() });
    if (parent) return moveTo(parent);
    router.push(pathname);
    router.refresh();
  }

  if (begun?.parent) {
    return (
      <NewScopeDialog
        kind={begun.kind}
        parent={begun.parent}
        action={actions.create}
        onClose={() => search.replace({ new: null })}
        onCreated={moveTo}
      />
    );
  }
  if (renamed) {
    return (
      <RenameScopeDialog
        scope={renamed}
        action={actions.rename}
        onClose={() => search.replace({ rename: null })}
        onRenamed={() => {
          search.replace({ rename: null });
          router.refresh();
        }}
      />
    );
  }
  if (!deleted) return null;
  return (
    <DeleteScopeDialog
      scope={deleted}
      action={actions.remove}
      onClose={() => search.replace({ delete: null })}
      onDeleted={() => {
        const part = parts.find((one) => one.chosen === deleted);
        leave(deleted, part?.parent ?? null);
      }}
    />
  );
}
