'use client';

import { useEffect, useRef } from 'react';

/**
 * Goes to the element around a wizard's step. The button that did a step goes with it: the next step
 * takes the focus, unless it is elsewhere.
 */
export function useStepFocus(name: string) {
  const body = useRef<HTMLDivElement>(null);
  const shown = useRef(name);
  useEffect(() => {
    if (shown.current === name) return;
    shown.current = name;
    if (document.activeElement === document.body) body.current?.focus();
  }, [name]);
  return body;
}
