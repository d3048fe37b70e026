'use client';

import { useQueries } from '@tanstack/react-query';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { SecretView } from '@/lib/domain/secret-view';
import { ROWS_PER_PAGE, secretPage, type ListedScope } from './secret-pages';

/** How many rows before and after those in sight are read ahead. */
const AHEAD = 50;

export interface LoadedRows {
  /** Undefined for a row that is still to come. */
  readonly at: (index: number) => SecretSummary | undefined;
  /** Where a name is among the rows that are read; undefined when it is not among them. */
  readonly indexOf: (key: string) => number | undefined;
  /** The pages themselves, as far as they are read. */
  readonly pages: readonly (readonly SecretSummary[])[];
  /** Why a page could not be read, and how to try again; null when all could. */
  readonly failed: { readonly error: Error; readonly retry: () => void } | null;
}

/** The pages of a list that hold the rows in sight, those around them, and the row `kept`. */
export function useLoadedRows(
  scope: ListedScope,
  view: SecretView,
  [first, last]: readonly [number, number],
  kept: number,
): LoadedRows {
  const numbers = pageNumbers(first - AHEAD, last + AHEAD, kept);
  const pages = useQueries({ queries: numbers.map((number) => secretPage(scope, view, number)) });
  const failed = pages.find((page) => page.isLoadingError);
  return {
    at: (index) => {
      const page = numbers.indexOf(Math.floor(index / ROWS_PER_PAGE));
      return pages[page]?.data?.items[index % ROWS_PER_PAGE];
    },
    indexOf: (key) => {
      for (const [at, number] of numbers.entries()) {
        const within = pages[at]?.data?.keys.indexOf(key) ?? -1;
        if (within >= 0) return number * ROWS_PER_PAGE + within;
      }
      return undefined;
    },
    pages: pages.flatMap(({ data }) => (data && data.items.length > 0 ? [data.items] : [])),
    failed: failed?.error ? { error: failed.error, retry: () => void failed.refetch() } : null,
  };
}

function pageNumbers(first: number, last: number, kept: number): number[] {
  const pageOf = (row: number) => Math.max(Math.floor(row / ROWS_PER_PAGE), 0);
  const numbers = new Set([pageOf(kept)]);
  for (let number = pageOf(first); number <= pageOf(last); number += 1) numbers.add(number);
  return [...numbers];
}
