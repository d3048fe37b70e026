'use client';

import {
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { rowStep } from '@/components/ui/row-step';
import { rowNumber, useGoToRow } from '@/components/ui/use-go-to-row';
import type { LongRows } from '@/components/ui/use-long-rows';
import type { LoadedRows } from './use-loaded-rows';

/** Remembers which row of which list the keys moved to last. */
export function useLastRow(list: string, count: number) {
  const [last, setLast] = useState({ list, index: 0 });
  const index = last.list === list ? Math.max(Math.min(last.index, count - 1), 0) : 0;
  return [index, (to: number) => setLast({ list, index: to })] as const;
}

interface RowFocusProps {
  /** Holds the rows. */
  readonly body: RefObject<HTMLElement | null>;
  readonly long: LongRows;
  readonly loaded: LoadedRows;
  readonly count: number;
  readonly setLast: (index: number) => void;
}

/**
 * Moves focus among rows of which most do not exist: the row that is gone to is made first. Where the
 * list changes under the focus, it follows the name, and stays in its place when that is gone.
 */
export function useRowFocus({ body, long, loaded, count, setLast }: RowFocusProps) {
  const held = useRef<{ index: number; key: string | undefined } | null>(null);
  const show = useGoToRow(body, long.scrollTo);

  function goTo(index: number) {
    setLast(index);
    show(index);
  }

  useLayoutEffect(() => {
    const at = rowNumber(document.activeElement);
    const before = held.current;
    if (at === null || before?.index !== at || before.key === loaded.at(at)?.key) return;
    const moved = before.key === undefined ? undefined : loaded.indexOf(before.key);
    held.current = { index: at, key: loaded.at(at)?.key };
    if (moved !== undefined) goTo(moved);
  });

  return {
    onFocus: (event: FocusEvent<HTMLElement>) => {
      const at = rowNumber(event.target);
      if (at === null) return;
      held.current = { index: at, key: loaded.at(at)?.key };
      setLast(at);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const at = rowNumber(event.target);
      if (at === null || event.altKey || event.ctrlKey || event.metaKey) return;
      const next = rowStep(event.key, at, count, long.page());
      if (next === null) return;
      event.preventDefault();
      goTo(next);
    },
  };
}
