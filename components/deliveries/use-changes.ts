'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ScopeWanted } from '@/lib/client/api';
import { dashboardKey, deliveriesKey, workersKey } from '@/lib/client/query-keys';
import { changesAddress } from '@/lib/client/workers';

/**
 * Reads workers and deliveries again whenever the console says that there is a reason to. A stream that
 * breaks is opened again by the browser; what is shown is read again every 15 s in any case.
 */
export function useChanges({ kind, scopePath }: ScopeWanted): void {
  const client = useQueryClient();
  useEffect(() => {
    if (typeof EventSource === 'undefined') return;
    const stream = new EventSource(changesAddress({ kind, scopePath }));
    stream.onmessage = () => {
      void client.invalidateQueries({ queryKey: workersKey() });
      void client.invalidateQueries({ queryKey: deliveriesKey() });
      void client.invalidateQueries({ queryKey: dashboardKey(scopePath) });
    };
    return () => stream.close();
  }, [client, kind, scopePath]);
}
