'use client';

import { useEffect, useEffectEvent } from 'react';
import { useSingleKeys } from './single-keys';

/** Where keys belong to what is typed, or to what is open. */
const TAKEN =
  'input, textarea, select, [contenteditable], [role="dialog"], [role="alertdialog"], [role="menu"]';

/**
 * Does `act` when `key` is pressed anywhere but in a field, a dialog or a menu: alone unless single keys
 * are turned off, or with Ctrl or ⌘ when `withCommand` says so.
 */
export function useShortcut(key: string, act: () => void, withCommand = false): void {
  const [singleKeys] = useSingleKeys();
  const on = withCommand || singleKeys;
  const press = useEffectEvent((event: KeyboardEvent) => {
    const command = event.ctrlKey || event.metaKey;
    if (event.key !== key || command !== withCommand || event.altKey) return;
    if (event.defaultPrevented || event.isComposing) return;
    if (event.target instanceof Element && event.target.closest(TAKEN)) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [on]);
}
