'use client';

import { ChevronDown } from 'lucide-react';
import dynamic from 'next/dynamic';
import { usePathname, useRouter } from 'next/navigation';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { FormTarget } from '@/components/ui/form';
import { MenuButton } from '@/components/ui/menu-button';
import type { MenuSection } from '@/components/ui/menu-entry';
import { useSearch } from '@/components/ui/use-search';
import { pathParts, scopeAt, type PathPart } from './scope-tree';

const NewScopeDialog = dynamic(() =>
  import('./new-scope-dialog').then((module) => module.NewScopeDialog),
);

interface ScopePickerProps {
  /** Every scope the person may see. */
  readonly scopes: readonly ScopeSummary[];
  readonly createScope: FormTarget<ScopeSummary>;
}

/**
 * The path to the scope in the address (`?scope=`), each part a menu of its siblings. `?new=` with a
 * kind asks for a new scope of that kind below the current one.
 */
export function ScopePicker({ scopes, createScope }: ScopePickerProps) {
  const search = useSearch();
  const router = useRouter();
  const pathname = usePathname();
  const current = scopeAt(scopes, search.get('scope'));
  if (!current) return null;
  const parts = pathParts(scopes, current);
  const asked = parts.find((part) => part.parent && part.kind === search.get('new'));

  return (
    <nav aria-label="Scope" className="min-w-0">
      <ol className="-ml-1.5 flex flex-wrap items-center">
        {parts.map((part, index) => (
          <li key={part.kind} className="flex min-w-0 items-center">
            {index > 0 ? (
              <span aria-hidden="true" className="text-ink-muted">
                /
              </span>
            ) : null}
            <PartMenu
              part={part}
              pathname={pathname}
              onNew={(kind) => search.push({ new: kind })}
            />
          </li>
        ))}
      </ol>
      {asked?.parent ? (
        <NewScopeDialog
          kind={asked.kind}
          parent={asked.parent}
          action={createScope}
          onClose={() => search.replace({ new: null })}
          onCreated={(scope) => {
            router.push(`${pathname}?scope=${encodeURIComponent(scope.path)}`);
            router.refresh();
          }}
        />
      ) : null}
    </nav>
  );
}

interface PartMenuProps {
  readonly part: PathPart;
  readonly pathname: string;
  readonly onNew: (kind: string) => void;
}

function PartMenu({ part, pathname, onNew }: PartMenuProps) {
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
    entries: parent ? [{ key: 'new', label: `New ${kind}…`, onSelect: () => onNew(kind) }] : [],
  };
  return (
    <MenuButton
      label={chosen ? `${kind}: ${chosen.slug}` : `Choose ${article(kind)}`}
      sections={[siblings, begin]}
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

function ScopeName({ scope }: { readonly scope: ScopeSummary }) {
  return (
    <>
      <span className="truncate">{scope.name}</span>
      {scope.name === scope.slug ? null : (
        <span className="font-mono text-12 text-ink-muted">{scope.slug}</span>
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
