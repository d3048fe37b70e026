'use client';

import { ChevronDown } from 'lucide-react';
import { usePathname } from 'next/navigation';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { MenuButton } from '@/components/ui/menu-button';
import type { MenuSection } from '@/components/ui/menu-entry';
import { useSearch, type SearchChange } from '@/components/ui/use-search';
import type { ScopeActions } from './scope-actions';
import { scopeRights, type ScopeRights } from './scope-rights';
import { ScopeDialogs } from './scope-dialogs';
import { pathParts, scopeAt, type PathPart } from './scope-tree';

interface ScopePickerProps {
  /** Every scope the person may see. */
  readonly scopes: readonly ScopeSummary[];
  /** What the person holds, and where. */
  readonly grants: readonly OwnGrant[];
  readonly actions: ScopeActions;
}

/**
 * The path to the scope in the address (`?scope=`), each part a menu of its siblings and of what can
 * be done to it.
 */
export function ScopePicker({ scopes, grants, actions }: ScopePickerProps) {
  const search = useSearch();
  const pathname = usePathname();
  const current = scopeAt(scopes, search.get('scope'));
  if (!current) return null;
  const parts = pathParts(scopes, current);
  const heldOn = (scope: ScopeSummary | null) =>
    scope ? permissionsAt(scopes, grants, scope) : [];

  return (
    <nav aria-label="Scope" className="min-w-0">
      <ol className="-ml-1.5 flex items-center max-md:flex-wrap">
        {parts.map((part, index) => (
          <li key={part.kind} className="flex min-w-0 items-center">
            {index > 0 ? (
              <span aria-hidden="true" className="text-ink-muted">
                /
              </span>
            ) : null}
            <PartMenu
              part={part}
              may={scopeRights(heldOn(part.parent), heldOn(part.chosen))}
              pathname={pathname}
              onAsk={search.push}
            />
          </li>
        ))}
      </ol>
      <ScopeDialogs parts={parts} actions={actions} />
    </nav>
  );
}

interface PartMenuProps {
  readonly part: PathPart;
  readonly may: ScopeRights;
  readonly pathname: string;
  readonly onAsk: (change: SearchChange) => void;
}

function PartMenu({ part, may, pathname, onAsk }: PartMenuProps) {
  const { kind, chosen, choices, parent } = part;
  const siblings: MenuSection = {
    key: 'siblings',
    label: parent ? `${plural(kind)} of ${parent.name}` : plural(kind),
    entries: choices.map((scope) => ({
      key: scope.id,
      href: `${pathname}?scope=${encodeURIComponent(scope.path)}`,
      current: scope.id === chosen?.id,
      label: <ScopeName scope={scope} />,
    })),
  };
  const begin: MenuSection = {
    key: 'new',
    entries:
      parent && may.make
        ? [{ key: 'new', label: `New ${kind}…`, onSelect: () => onAsk({ new: kind }) }]
        : [],
  };
  return (
    <MenuButton
      label={chosen ? `${kind}: ${chosen.slug}` : `Choose ${article(kind)}`}
      sections={[siblings, begin, changesOf(chosen, may, onAsk)]}
      className="flex h-8 max-w-44 min-w-0 items-center gap-1 rounded-md px-1.5 hover:bg-panel aria-expanded:bg-panel pointer-coarse:h-10"
    >
      {chosen ? (
        <span className="truncate font-mono">{chosen.slug}</span>
      ) : (
        <span className="truncate text-ink-muted">{kind}</span>
      )}
      <ChevronDown size={12} aria-hidden="true" className="shrink-0 text-ink-muted" />
    </MenuButton>
  );
}

/** What can be done to the chosen scope; an organization stays. */
function changesOf(
  chosen: ScopeSummary | null,
  may: ScopeRights,
  onAsk: (change: SearchChange) => void,
): MenuSection {
  if (!chosen) return { key: 'changes', entries: [] };
  const { name, path, parentId } = chosen;
  const rename = { key: 'rename', label: 'Rename…', onSelect: () => onAsk({ rename: path }) };
  const remove = {
    ...{ key: 'delete', label: 'Delete…', danger: true },
    onSelect: () => onAsk({ delete: path }),
  };
  const renames = parentId ? may.rename : may.renameOrganization;
  const entries = [...(renames ? [rename] : []), ...(parentId && may.remove ? [remove] : [])];
  return { key: 'changes', label: name, entries };
}

function ScopeName({ scope }: { readonly scope: ScopeSummary }) {
  return (
    <>
      <span className="truncate">{scope.name}</span>
      {scope.name === scope.slug ? null : (
        <span className="truncate font-mono text-12 text-ink-muted">{scope.slug}</span>
      )}
    </>
  );
}

function plural(kind: string): string {
  return `${kind[0]?.toUpperCase()}${kind.slice(1)}s`;
}

function article(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}
