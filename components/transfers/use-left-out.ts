'use client';

import { useMemo } from 'react';
import { useSearch } from '@/components/ui/use-search';

const PARAMETER = 'out';

/** The rows of a plan that somebody leaves out, by number; the address keeps them. */
export function useLeftOut(): ReadonlySet<number> {
  const text = useSearch().get(PARAMETER);
  return useMemo(() => readLeftOut(text), [text]);
}

/** As the address has it now, which may be ahead of what was drawn of it. */
export function leftOutNow(): ReadonlySet<number> {
  return readLeftOut(new URL(window.location.href).searchParams.get(PARAMETER));
}

/** Leaves a row out, or takes it again. The same function for all rows, so that only one is drawn again. */
export function toggleLeftOut(number: number): void {
  const url = new URL(window.location.href);
  const next = new Set(leftOutNow());
  if (!next.delete(number)) next.add(number);
  if (next.size === 0) url.searchParams.delete(PARAMETER);
  else url.searchParams.set(PARAMETER, leftOutText(next));
  window.history.replaceState(null, '', `${url.pathname}${url.search}`);
}

export function leftOutText(numbers: Iterable<number>): string {
  return [...numbers].sort((one, other) => one - other).join('.');
}

function readLeftOut(text: string | null): ReadonlySet<number> {
  return new Set((text ?? '').split('.').map(Number).filter(Boolean));
}
