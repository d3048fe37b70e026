'use client';

import { useEffect, type RefObject } from 'react';

/**
 * Keeps the focus in a place when what had it goes, such as a button after its act or the one that opened
 * a dialog: what it stood in takes it, so that Tab goes on from there and not from the top of the page.
 */
export function useKeptFocus(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = place.current;
    if (!root) return undefined;
    /** What had the focus last, and all it stood in up to the place. */
    let way: readonly HTMLElement[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    function note({ target }: FocusEvent) {
      way = target instanceof HTMLElement ? wayUp(target, root!) : [];
    }
    function keep() {
      const had = way[0];
      if (had === undefined || had.isConnected || document.activeElement !== document.body) return;
      const stays = way.find((one) => one.isConnected);
      if (!stays) return;
      if (!stays.hasAttribute('tabindex')) stays.tabIndex = -1;
      stays.focus({ preventScroll: true });
    }
    /** A dialog that closes gives the focus back a moment later. */
    function keepSoon() {
      clearTimeout(timer);
      timer = setTimeout(keep);
    }
    const observer = new MutationObserver(keep);
    observer.observe(root, { childList: true, subtree: true });
    root.addEventListener('focusin', note);
    document.addEventListener('focusout', keepSoon);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      root.removeEventListener('focusin', note);
      document.removeEventListener('focusout', keepSoon);
    };
  }, [place]);
}

function wayUp(from: HTMLElement, root: HTMLElement): HTMLElement[] {
  const way: HTMLElement[] = [];
  for (let at: HTMLElement | null = from; at !== null; at = at.parentElement) {
    way.push(at);
    if (at === root) break;
  }
  return way;
}
