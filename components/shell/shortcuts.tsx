'use client';

import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState, useSyncExternalStore } from 'react';
import { buttonClass } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { useShortcut } from '@/components/ui/use-shortcut';
import type { CommandPaletteProps } from './command-palette';

const loadPalette = () => import('./command-palette').then((module) => module.CommandPalette);
const CommandPalette = dynamic(loadPalette);
const KeyboardHelp = dynamic(() => import('./keyboard-help').then((module) => module.KeyboardHelp));

const never = () => () => {};
const isApple = () => /Mac|iPhone|iPad/.test(window.navigator.platform);

/** The button of the command palette, and the keys that work on every page. */
export function Shortcuts(props: Omit<CommandPaletteProps, 'onHelp' | 'onClose'>) {
  const [open, setOpen] = useState<'palette' | 'help' | null>(null);
  const close = () => setOpen(null);
  const apple = useSyncExternalStore(never, isApple, () => false);
  const command = apple ? '⌘' : 'Ctrl';
  useShortcut('k', () => setOpen('palette'), true);
  useShortcut('?', () => setOpen('help'));
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label="Command palette"
        aria-keyshortcuts={apple ? 'Meta+K' : 'Control+K'}
        onPointerEnter={() => void loadPalette()}
        onFocus={() => void loadPalette()}
        onClick={() => setOpen('palette')}
        className={`${buttonClass({ tone: 'quiet' })} px-2! pointer-coarse:w-11`}
      >
        <Search size={16} aria-hidden="true" className="sm:hidden" />
        <span aria-hidden="true" className="max-sm:hidden">
          <Kbd>{`${command} K`}</Kbd>
        </span>
      </button>
      {open === 'palette' ? (
        <CommandPalette {...props} onHelp={() => setOpen('help')} onClose={close} />
      ) : null}
      {open === 'help' ? <KeyboardHelp command={command} onClose={close} /> : null}
    </>
  );
}
