'use client';

import { useEffect, useEffectEvent } from 'react';
import { useSearch } from '@/components/ui/use-search';

/**
 * Does once what `?do=` of the address asks for and takes it out of there, so that the command palette
 * can open a sheet of a page it is not part of. What cannot be done is undefined and only taken out.
 */
export function useAskedInAddress(can: Readonly<Record<string, (() => void) | undefined>>): void {
  const search = useSearch();
  const asked = search.get('do');
  const act = useEffectEvent((name: string) => {
    search.replace({ do: null });
    can[name]?.();
  });
  useEffect(() => {
    if (asked !== null) act(asked);
  }, [asked]);
}
