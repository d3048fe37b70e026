'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { startTransition, useRef, useState } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { OwnGrant } from '@/lib/contracts/own-grant';
import { lineageOf, scopeAt } from '@/components/scopes/scope-tree';
import { permissionsAt } from '@/components/scopes/permissions-at';
import { CommandList, type CommandEntry } from '@/components/ui/command-list';
import { useSearch } from '@/components/ui/use-search';
import type { NavItem } from './nav-item';
import { actionCommands, pageCommands, type PaletteActs } from './palette-commands';
import { bestFits } from './palette-match';
import { useFoundSecrets } from './use-found-secrets';

export interface CommandPaletteProps {
  readonly items: readonly NavItem[];
  readonly scopes: readonly ScopeSummary[];
  /** What the person holds, and where. */
  readonly grants: readonly OwnGrant[];
  readonly locked: boolean;
  /** The id of what a page shows: focus goes there when a page is gone to. */
  readonly content: string;
  readonly signOut: () => void | Promise<void>;
  readonly onHelp: () => void;
  readonly onClose: () => void;
}

const SCOPES_AT_FIRST_MAX = 6;
const SCOPES_FOUND_MAX = 20;

/** Goes to any page, scope or secret by its name, and does what can be done anywhere. */
export function CommandPalette(props: CommandPaletteProps) {
  const { scopes, grants } = props;
  const [text, setText] = useState('');
  const search = useSearch();
  const pathname = usePathname();
  const scopePath = search.get('scope');
  const current = scopeAt(scopes, scopePath);
  const found = useFoundSecrets(current ? lineageOf(scopes, current) : [], text);
  const { acts, nextFocus } = usePaletteActs(props, current?.path);

  const secrets = found.secrets.map(({ id, key, scope }): CommandEntry => ({
    key: id,
    label: <span className="font-mono">{key}</span>,
    detail: <span className="font-mono">{scope.path}</span>,
    run: () => acts.open({ tab: scope.kind, secret: key }),
  }));
  const others = scopes.filter((scope) => scope.path !== current?.path);
  const places = bestFits(others, text, ({ name, path, kind }) => [name, path, kind])
    .slice(0, text === '' ? SCOPES_AT_FIRST_MAX : SCOPES_FOUND_MAX)
    .map(({ id, name, path }): CommandEntry => ({
      key: id,
      label: name,
      detail: <span className="font-mono">{path}</span>,
      run: () => acts.visit(`${pathname}?${new URLSearchParams({ scope: path })}`),
    }));
  const held = current ? permissionsAt(scopes, grants, current) : [];
  const may = {
    write: !props.locked && held.includes('secrets:write'),
    keys: grants.some(({ permissions }) => permissions.includes('keys:manage')),
  };
  const actions = bestFits(actionCommands(may, acts), text, (one) => one.names);
  const pages = bestFits(pageCommands(props.items, scopePath, may, acts), text, (one) => one.names);

  return (
    <CommandList
      title="Command palette"
      placeholder="Find a secret, scope, page or action"
      text={text}
      onText={setText}
      groups={[
        { heading: 'Secrets', entries: secrets },
        { heading: 'Actions', entries: actions },
        { heading: 'Pages', entries: pages },
        { heading: 'Scopes', entries: places },
      ]}
      isLoading={text.trim() !== '' && found.isLoading}
      onClose={props.onClose}
      nextFocus={nextFocus}
    />
  );
}

/** How what is chosen is done, and where the focus is after it. */
function usePaletteActs(props: CommandPaletteProps, scopePath: string | undefined) {
  const focus = useRef<'back' | 'content' | 'opened'>('back');
  const router = useRouter();
  const pathname = usePathname();
  const { setTheme } = useTheme();

  function go(href: string, next: 'content' | 'opened') {
    focus.current = next;
    props.onClose();
    // Within a page the server need not be asked.
    if (href.split('?')[0] === pathname) window.history.pushState(null, '', href);
    else router.push(href);
  }
  const acts: PaletteActs = {
    visit: (href) => go(href, 'content'),
    open: (parameters) => {
      const scope = scopePath === undefined ? {} : { scope: scopePath };
      go(`/vault?${new URLSearchParams({ ...scope, ...parameters })}`, 'opened');
    },
    stay: (act) => {
      props.onClose();
      act();
    },
    setTheme,
    help: props.onHelp,
    signOut: () => startTransition(async () => void (await props.signOut())),
  };
  const nextFocus = () => {
    if (focus.current === 'content') return document.getElementById(props.content);
    return focus.current === 'back';
  };
  return { acts, nextFocus };
}
