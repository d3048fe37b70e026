// The secret of a one-time link: it stands after `#`, which browsers send to no server and log nowhere.

import { useSyncExternalStore } from 'react';

/** Empty where the address has none. */
export function linkSecret(): string {
  return window.location.hash.slice(1);
}

/** Whether the address has one; taken for granted until the page runs in a browser. */
export function useHasLinkSecret(): boolean {
  return useSyncExternalStore(
    onHashChange,
    () => linkSecret() !== '',
    () => true,
  );
}

function onHashChange(notify: () => void): () => void {
  window.addEventListener('hashchange', notify);
  return () => window.removeEventListener('hashchange', notify);
}
