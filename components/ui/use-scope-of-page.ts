import { useEffect } from 'react';
import { useSearch } from './use-search';

/** Names the scope of what a page shows in its address, so that the menus around it lead to that scope. */
export function useScopeOfPage(path: string): void {
  const search = useSearch();
  const isNamed = search.get('scope') !== null;
  useEffect(() => {
    if (!isNamed) search.replace({ scope: path });
  }, [isNamed, path, search]);
}
