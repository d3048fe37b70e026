'use client';

import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useSyncExternalStore, type RefObject } from 'react';

/** One row that exists, and the pixels between it and the one before that does. */
export interface ShownRow {
  readonly index: number;
  readonly gap: number;
}

interface LongRowsProps {
  readonly count: number;
  /** Rows whose focus or menu must not go when they leave the window. */
  readonly kept: readonly number[];
  /** Has the height of a row. */
  readonly ruler: RefObject<HTMLElement | null>;
  /** Holds the rows. */
  readonly body: RefObject<HTMLElement | null>;
}

export interface LongRows {
  readonly rows: readonly ShownRow[];
  /** The pixels after the last row that exists. */
  readonly gapAfter: number;
  /** The first and last row in sight. */
  readonly inSight: readonly [number, number];
  /** Scrolls as little as needed; with `center`, to the middle of the window. */
  readonly scrollTo: (index: number, align?: 'auto' | 'center') => void;
  /** How many whole rows are in sight at once. */
  readonly page: () => number;
}

const OVERSCAN = 12;
/** Where nothing is laid out. */
const ROW_PIXELS = 36;

/** Which rows of a long list exist while the page is scrolled: those in sight and some around them. */
export function useLongRows({ count, kept, ruler, body }: LongRowsProps): LongRows {
  const [height = 0, top = 0, above = 0, below = 0] = useSyncExternalStore(
    onResize,
    () => measured(ruler.current, body.current),
    () => measured(null, null),
  )
    .split(' ')
    .map(Number);

  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count,
    estimateSize: () => height,
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: above,
    scrollPaddingEnd: below,
    rangeExtractor: (range) => {
      const rows = [...defaultRangeExtractor(range), ...kept.filter((one) => one < count)];
      return [...new Set(rows)].sort((one, other) => one - other);
    },
    useFlushSync: false,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);

  const shown = virtualizer.getVirtualItems();
  const range = virtualizer.calculateRange();
  return {
    rows: shown.map(({ index, start }, at) => ({
      index,
      gap: start - (shown[at - 1]?.end ?? top),
    })),
    gapAfter: virtualizer.getTotalSize() - ((shown.at(-1)?.end ?? top) - top),
    inSight: [range?.startIndex ?? 0, range?.endIndex ?? 0],
    scrollTo: (index, align = 'auto') => virtualizer.scrollToIndex(index, { align }),
    page: () => Math.max(Math.floor((window.innerHeight - above - below) / height) - 1, 1),
  };
}

/** For what is measured anew when the window changes. */
export function onResize(onChange: () => void): () => void {
  window.addEventListener('resize', onChange);
  return () => window.removeEventListener('resize', onChange);
}

/**
 * Pixels, as one text that is equal while they are: the height of a row, where the rows begin on the
 * page, and what covers the window's top and bottom.
 */
function measured(ruler: HTMLElement | null, body: HTMLElement | null): string {
  const top = body ? Math.round(body.getBoundingClientRect().top + window.scrollY) : 0;
  const head = body?.parentElement?.querySelector('thead');
  const stuck = head ? Number.parseFloat(getComputedStyle(head).top) : Number.NaN;
  const above = head && !Number.isNaN(stuck) ? stuck + head.offsetHeight : 0;
  const root = typeof document === 'undefined' ? null : getComputedStyle(document.documentElement);
  const below = Number.parseFloat(root?.scrollPaddingBottom ?? '');
  return [ruler?.offsetHeight || ROW_PIXELS, top, above, Number.isNaN(below) ? 0 : below].join(' ');
}
