'use client';

import { useEffect, useRef } from 'react';
import { useKeptFocus } from '@/components/ui/use-kept-focus';

/**
 * Goes to the element around a wizard's step. The button that did a step goes with it: the next step
 * takes the focus, unless it is elsewhere. What goes within a step leaves it to what it stood in.
 */
export function useStepFocus(name: string) {
  const body = useRef<HTMLDivElement>(null);
  const shown = useRef(name);
  useKeptFocus(body);
  useEffect(() => {
    if (shown.current === name) return;
    shown.current = name;
    if (document.activeElement === document.body) body.current?.focus();
  }, [name]);
  return body;
}
