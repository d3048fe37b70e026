'use client';

import { useEffect, type RefObject } from 'react';
import { hasConcealedText } from './secret-field';

/** Lets the browser ask before the page goes, for as long as something concealed would be lost. */
export function useUnloadQuestion(content: RefObject<HTMLElement | null>) {
  useEffect(() => {
    function onBeforeUnload(event: BeforeUnloadEvent) {
      if (hasConcealedText(content.current)) event.preventDefault();
    }
    window.addEventListener('beforeunload', onBeforeUnload);
    return () => window.removeEventListener('beforeunload', onBeforeUnload);
  }, [content]);
}
