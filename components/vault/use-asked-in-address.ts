'use client';

import { useEffect, useEffectEvent } from 'react';
import { useSearch } from '@/components/ui/use-search';

/**
 * Does once what `?do=` of the address asks for and takes it out of there, so that the command palette
 * can open a sheet of a page it is not part of; `?name=` says for which name. What cannot be done is undefined and only taken out.
 */
export function useAskedInAddress(
  can: Readonly<Record<string, ((name: string | undefined) => void) | undefined>>,
): void {
  const search = useSearch();
  const asked = search.get('do');
  const act = useEffectEvent((what: string) => {
    const name = search.get('name') ?? undefined;
    search.replace({ do: null, name: null });
    can[what]?.(name);
  });
  useEffect(() => {
    if (asked !== null) act(asked);
  }, [asked]);
}
