import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthPage } from '@/components/auth/auth-page';
import { currentContext, entrance } from '@/lib/auth/current-actor';
import { destinationOf } from '@/lib/auth/destination';
import { currentInstallation } from '@/lib/services/installation';
import { SignIn } from './sign-in';

export const metadata: Metadata = { title: 'Sign in' };

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const destination = destinationOf((await searchParams)['next']);
  if (await currentContext()) redirect(destination);
  const door = await entrance(await currentInstallation());
  if (door !== '/sign-in') redirect(door);
  return (
    <AuthPage title="Sign in">
      <SignIn destination={destination} />
    </AuthPage>
  );
}
