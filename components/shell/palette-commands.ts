// What the command palette offers beside secrets and scopes: pages of the console, and things to do.

import type { CommandEntry } from '@/components/ui/command-list';
import { hrefWithin, type NavItem } from './nav-item';

/** An entry that is found by its name and by other words for it. */
export interface PaletteCommand extends CommandEntry {
  readonly names: readonly [string, ...string[]];
}

export type Theme = 'light' | 'dark' | 'system';

/** How commands act on the console. */
export interface PaletteActs {
  /** To a page, which takes the focus. */
  readonly visit: (href: string) => void;
  /** To a sheet of the vault of the current scope, which takes the focus. */
  readonly open: (parameters: Readonly<Record<string, string>>) => void;
  /** Closes the palette, then acts where one is. */
  readonly stay: (act: () => void) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly help: () => void;
  readonly signOut: () => void;
}

/** What is offered: no more than the person may do where he is. */
export interface PaletteRights {
  /** Seal secrets in the current scope; not while the console is locked. */
  readonly write: boolean;
  readonly keys: boolean;
}

function command(label: string, run: () => void, otherWords: string): PaletteCommand {
  return { key: label, label, run, names: [label, otherWords] };
}

export function pageCommands(
  items: readonly NavItem[],
  scopePath: string | null,
  may: PaletteRights,
  { visit }: PaletteActs,
): PaletteCommand[] {
  const matrix: NavItem = { label: 'Matrix', href: '/resolve', icon: 'vault' };
  const bin: NavItem = { label: 'Bin', href: '/vault/bin', icon: 'vault' };
  return [
    ...[...items, matrix, bin].map((item) =>
      command(item.label, () => visit(hrefWithin(item, scopePath)), 'page'),
    ),
    ...(may.keys
      ? [command('JWT secret', () => visit('/keys/jwt'), 'keys sessions rotate sign page')]
      : []),
    command('Intake links', () => visit('/intake-links'), 'ask somebody values page'),
    command('Your account', () => visit('/account'), 'password sessions page'),
  ];
}

export function actionCommands(may: PaletteRights, acts: PaletteActs): PaletteCommand[] {
  const { open, stay } = acts;
  const theme = (to: Theme) =>
    command(`Theme: ${to}`, () => stay(() => acts.setTheme(to)), 'appearance colours');
  const writes = [
    command('Seal secret', () => open({ do: 'seal' }), 'new add create'),
    command('Paste .env', () => open({ do: 'import' }), 'import file lines'),
  ];
  return [
    ...(may.write ? writes : []),
    theme('light'),
    theme('dark'),
    theme('system'),
    command('Keyboard shortcuts', () => stay(acts.help), 'help keys'),
    command('Sign out', () => stay(acts.signOut), 'log out leave'),
  ];
}
