'use client';

import { useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Moves focus to a row that may not exist yet: scrolls to it and waits until `body` holds an element
 * with its number as `data-at`.
 */
export function useGoToRow(
  body: RefObject<HTMLElement | null>,
  scrollTo: (index: number) => void,
): (index: number) => void {
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-at="${wanted.current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });
  return (index) => {
    wanted.current = index;
    scrollTo(index);
  };
}

/** The number of the row that an element stands for, or null. */
export function rowNumber(element: EventTarget | null): number | null {
  const at = element instanceof HTMLElement ? element.dataset['at'] : undefined;
  return at === undefined ? null : Number(at);
}
