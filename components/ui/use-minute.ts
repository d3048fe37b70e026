'use client';

import { useSyncExternalStore } from 'react';

const MINUTE_MILLISECONDS = 60_000;

function subscribe(onChange: () => void): () => void {
  const timer = setInterval(onChange, MINUTE_MILLISECONDS);
  return () => clearInterval(timer);
}

/** The current minute since the epoch; whoever uses it renders again when it passes. */
export function useMinute(): number {
  const minute = () => Math.floor(Date.now() / MINUTE_MILLISECONDS);
  return useSyncExternalStore(subscribe, minute, minute);
}
