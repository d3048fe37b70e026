import type { ReactNode } from 'react';
import { BackendsRights } from '@/components/backends/backends-rights';
import { holds } from '../own-permissions';

/** The pages about where values live, each offered to those who may use it. */
export default async function BackendsLayout({ children }: { children: ReactNode }) {
  return (
    <BackendsRights backends={await holds('backends:manage')} keys={await holds('keys:manage')}>
      {children}
    </BackendsRights>
  );
}
