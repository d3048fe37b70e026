import type { ReactNode } from 'react';
import { LiveRegion } from '@/components/ui/live-region';
import { Status } from '@/components/ui/status';

interface WaitingForProps {
  readonly children: ReactNode;
  /** The same as text, for screen readers; told again whenever it changes. */
  readonly said: string;
}

/** What a step waits for. The page follows by itself. */
export function WaitingFor({ children, said }: WaitingForProps) {
  return (
    <p className="mb-2">
      <Status tone="unknown">{children}</Status>
      <LiveRegion>{said}</LiveRegion>
    </p>
  );
}
