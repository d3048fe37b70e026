'use client';

import { useEffect, useState } from 'react';

const PAUSE_MILLISECONDS = 120;

/** `text` as it was when typing paused last: what the server is asked with. */
export function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
