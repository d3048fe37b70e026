'use client';

import { useSearchParams } from 'next/navigation';

/** Parameters to set; null takes one out. */
export type SearchChange = Readonly<Record<string, string | null>>;

interface Search {
  readonly get: (name: string) => string | null;
  /** Changes the address in place, without asking the server. */
  readonly replace: (change: SearchChange) => void;
  /** The same as a step the back button undoes. */
  readonly push: (change: SearchChange) => void;
}

/** What a page shows, kept in its address: links, reloads and the back button then work. */
export function useSearch(): Search {
  const parameters = useSearchParams();
  return {
    get: (name) => parameters.get(name),
    replace: (change) => window.history.replaceState(null, '', changed(change)),
    push: (change) => window.history.pushState(null, '', changed(change)),
  };
}

function changed(change: SearchChange): string {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === '') url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return `${url.pathname}${url.search}`;
}
