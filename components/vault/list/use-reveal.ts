'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useLayoutEffect } from 'react';
import type { SecretView } from '@/lib/domain/secret-view';
import type { LongRows } from '@/components/ui/use-long-rows';
import { rowOf } from './row-of';
import { pageStarts, type ListedScope } from './secret-pages';
import type { LoadedRows } from './use-loaded-rows';

/** A name to bring into sight, and whether its row takes focus. */
export interface Reveal {
  readonly key: string;
  readonly focus: boolean;
}

interface RevealProps {
  readonly scope: ListedScope;
  readonly view: SecretView;
  /** Rows of the list as it is shown. */
  readonly count: number;
  readonly reveal: Reveal | null;
  /** The row has focus. */
  readonly onRevealed: () => void;
  /** The list, as it is filtered, does not hold the name that was to have focus. */
  readonly onHidden: (key: string) => void;
}

/** Scrolls to a name wherever in the list it is: the server knows its place. */
export function useReveal(props: RevealProps, long: LongRows, loaded: LoadedRows): void {
  const { scope, view, count, reveal } = props;
  const known = reveal ? loaded.indexOf(reveal.key) : undefined;
  const asked = useQuery({
    ...pageStarts(scope, view, reveal?.key),
    enabled: reveal !== null && known === undefined,
  });
  const place = known ?? (asked.isFetching ? undefined : asked.data?.position);
  // Its place may be known before the list is as long as that.
  const isThere = place !== undefined && (place === null || place < count);

  const show = useEffectEvent((key: string, focus: boolean, index: number | null) => {
    if (index === null) {
      if (focus) props.onHidden(key);
      return;
    }
    const [first, last] = long.inSight;
    long.scrollTo(index, index < first || index > last ? 'center' : 'auto');
  });
  const key = reveal?.key;
  const focus = reveal?.focus ?? false;
  useEffect(() => {
    if (key !== undefined && isThere) show(key, focus, place);
  }, [key, focus, place, isThere]);

  useLayoutEffect(() => {
    if (!reveal?.focus) return;
    const row = rowOf(reveal.key);
    if (!row) return;
    row.focus({ preventScroll: true });
    props.onRevealed();
  });
}
