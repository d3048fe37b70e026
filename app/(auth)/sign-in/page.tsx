import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthPage } from '@/components/auth/auth-page';
import { currentContext, entrance } from '@/lib/auth/current-actor';
import { currentInstallation } from '@/lib/services/installation';
import { SignIn } from './sign-in';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage() {
  if (await currentContext()) redirect('/vault');
  const door = await entrance(await currentInstallation());
  if (door !== '/sign-in') redirect(door);
  return (
    <AuthPage title="Sign in">
      <SignIn />
    </AuthPage>
  );
}
