'use client';

import { useMemo } from 'react';
import { useSearch } from '@/components/ui/use-search';

/** The rows of a plan that somebody leaves out, by number; the address keeps them (`?out=`). */
export function useLeftOut() {
  const search = useSearch();
  const text = search.get('out') ?? '';
  const leftOut: ReadonlySet<number> = useMemo(() => readLeftOut(text), [text]);
  return {
    leftOut,
    setLeftOut: (numbers: Iterable<number>) => search.replace({ out: leftOutText(numbers) }),
  };
}

export function readLeftOut(text: string | null): ReadonlySet<number> {
  return new Set((text ?? '').split('.').map(Number).filter(Boolean));
}

export function leftOutText(numbers: Iterable<number>): string {
  return [...numbers].sort((one, other) => one - other).join('.');
}
