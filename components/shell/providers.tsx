'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ThemeProvider } from 'next-themes';
import { useState, type ReactNode } from 'react';
import { RequestRefused } from '@/lib/client/request-refused';
import { ToastProvider } from '@/components/ui/toast';

const FRESH_MILLISECONDS = 15_000;

/** Once more after a failure, never after an answer that says no. */
function retry(failures: number, error: Error): boolean {
  return failures < 1 && !(error instanceof RequestRefused && (error.status ?? 500) < 500);
}

/** What every page needs around it. `nonce` is the one of the content security policy of this answer. */
export function Providers({
  nonce,
  children,
}: {
  readonly nonce: string;
  readonly children: ReactNode;
}) {
  const [client] = useState(
    () =>
      new QueryClient({ defaultOptions: { queries: { staleTime: FRESH_MILLISECONDS, retry } } }),
  );
  return (
    <CSPProvider nonce={nonce} disableStyleElements>
      {/* The stylesheet sets the colour scheme; next-themes would write a style attribute for it. */}
      <ThemeProvider attribute="data-theme" nonce={nonce} enableColorScheme={false}>
        <QueryClientProvider client={client}>
          <ToastProvider>{children}</ToastProvider>
        </QueryClientProvider>
      </ThemeProvider>
    </CSPProvider>
  );
}
