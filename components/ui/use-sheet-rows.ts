'use client';

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useSyncExternalStore, type RefObject } from 'react';
import { onResize, type ShownRow } from './use-long-rows';

interface SheetRowsProps {
  readonly count: number;
  /** A row whose focus must not go when it leaves the sheet. */
  readonly kept: number;
  /** Holds the rows; what scrolls is around it. */
  readonly body: RefObject<HTMLElement | null>;
  /** What covers the top of the sheet, in pixels. */
  readonly above: number;
}

const OVERSCAN = 8;
/** Before a row was measured. */
const ROW_PIXELS = 37;

/** Which rows of a long list inside a sheet exist while it is scrolled; each is as high as it needs. */
export function useSheetRows({ count, kept, body, above }: SheetRowsProps) {
  const top = useSyncExternalStore(
    onResize,
    () => topWithin(body.current),
    () => 0,
  );
  const virtualizer = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    count,
    getScrollElement: () => scrollerOf(body.current),
    estimateSize: () => ROW_PIXELS,
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: above,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.min(kept, count - 1)])].sort(
        (one, other) => one - other,
      ),
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  const rows: ShownRow[] = items.map(({ index, start }, at) => ({
    index,
    gap: start - (items[at - 1]?.end ?? top),
  }));
  return {
    rows,
    gapAfter: virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top),
    measure: virtualizer.measureElement,
    scrollTo: (index: number) => virtualizer.scrollToIndex(index),
    page: () =>
      Math.max(Math.floor(((virtualizer.scrollRect?.height ?? 0) - above) / ROW_PIXELS) - 1, 1),
  };
}

/** Where the rows begin in what scrolls, in pixels. */
function topWithin(body: HTMLElement | null): number {
  const scroller = scrollerOf(body);
  if (!body || !scroller) return 0;
  const offset = body.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  return Math.round(offset + scroller.scrollTop);
}

/** The part of a sheet that scrolls. */
function scrollerOf(element: HTMLElement | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[data-scroller]') ?? null;
}
