'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ThemeProvider } from 'next-themes';
import { useState, type ReactNode } from 'react';
import { ToastProvider } from '@/components/ui/toast';

interface ProvidersProps {
  readonly nonce: string;
  readonly children: ReactNode;
}

/** What every page needs around it. Queries hold names and metadata only, never a value. */
export function Providers({ nonce, children }: ProvidersProps) {
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, retry: 1 } } }),
  );
  return (
    <ThemeProvider attribute="data-theme" nonce={nonce} disableTransitionOnChange>
      <CSPProvider nonce={nonce} disableStyleElements>
        <QueryClientProvider client={queries}>
          <ToastProvider>{children}</ToastProvider>
        </QueryClientProvider>
      </CSPProvider>
    </ThemeProvider>
  );
}
