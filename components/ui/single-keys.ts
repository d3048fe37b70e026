'use client';

import { useSyncExternalStore } from 'react';

const STORED = 'keystow.single-keys';
const CHANGED = 'keystow:single-keys';

function read(): boolean {
  try {
    return window.localStorage.getItem(STORED) !== 'off';
  } catch {
    // Storage may be forbidden.
    return true;
  }
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange);
  window.addEventListener('storage', onChange);
  return () => {
    window.removeEventListener(CHANGED, onChange);
    window.removeEventListener('storage', onChange);
  };
}

/** Whether `/` and `?` alone do something; kept in this browser (WCAG 2.1.4 wants an off switch). */
export function useSingleKeys(): readonly [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, read, () => true);
  return [
    on,
    (next) => {
      if (next) window.localStorage.removeItem(STORED);
      else window.localStorage.setItem(STORED, 'off');
      window.dispatchEvent(new Event(CHANGED));
    },
  ];
}
