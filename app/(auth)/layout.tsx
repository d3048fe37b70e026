import type { ReactNode } from 'react';
import { DevelopmentBanner } from '@/components/keys/development-banner';
import { currentInstallation } from '@/lib/services/installation';

/** Pages before sign-in say it too when what is sealed here is open to anybody. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const { state } = (await currentInstallation()).keys;
  const development = state.kind === 'unlocked' && state.source === 'development key';
  return (
    <>
      {development ? <DevelopmentBanner /> : null}
      {children}
    </>
  );
}
