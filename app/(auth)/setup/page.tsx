import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthPage } from '@/components/auth/auth-page';
import { currentInstallation } from '@/lib/services/installation';
import { needsSetup } from '@/lib/services/setup/setup-link';
import { SetUp } from './set-up';

export const metadata: Metadata = { title: 'Set up' };

export default async function SetupPage() {
  const installation = await currentInstallation();
  if (!(await needsSetup(installation))) redirect('/sign-in');
  return (
    <AuthPage title="Set up this console">
      {installation.keys.unlocked ? (
        <SetUp />
      ) : (
        <p>
          The console is locked and cannot be set up: the master key it was given does not open its
          database. The terminal where it was started names the key it needs.
        </p>
      )}
    </AuthPage>
  );
}
