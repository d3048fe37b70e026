'use client';

import { useCallback, useMemo, useState } from 'react';
import { isFiltered } from '@/lib/domain/secret-view';
import { useToast } from '@/components/ui/toast';
import type { Reveal } from '../list/use-reveal';
import type { VaultView } from '../use-vault-view';

/**
 * Which name the list is to show: one that was just sealed, whose row takes focus, or the one whose
 * facts are open. A filter that hides what was sealed is taken away, and that is said.
 */
export function useFreshSecret({ view, clear }: VaultView, openKey: string | null) {
  const [sealed, setSealed] = useState<string | null>(null);
  const toast = useToast();
  const reveal = useMemo<Reveal | null>(() => {
    if (sealed !== null) return { key: sealed, focus: true };
    return openKey === null ? null : { key: openKey, focus: false };
  }, [sealed, openKey]);

  return {
    reveal,
    show: setSealed,
    onRevealed: useCallback(() => setSealed(null), []),
    onHidden: (key: string) => {
      if (!isFiltered(view)) return setSealed(null);
      clear();
      toast({ title: 'Filter cleared', description: `It hid ${key}.` });
    },
  };
}
