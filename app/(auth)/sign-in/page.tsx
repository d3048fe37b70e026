import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthPage } from '@/components/auth/auth-page';
import { SignOnLink, SignOnRefused } from '@/components/auth/sign-on';
import { currentContext, entrance } from '@/lib/auth/current-actor';
import { destinationOf } from '@/lib/auth/destination';
import { currentInstallation } from '@/lib/services/installation';
import { SignIn } from './sign-in';

export const metadata: Metadata = { title: 'Sign in' };

interface SignInPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next, refused } = await searchParams;
  const destination = destinationOf(next);
  if (await currentContext()) redirect(destination);
  const installation = await currentInstallation();
  const door = await entrance(installation);
  if (door !== '/sign-in') redirect(door);
  const { signOn } = installation.env;
  return (
    <AuthPage title="Sign in">
      <SignOnRefused reason={refused} provider={signOn?.name ?? 'The provider'} />
      <SignIn destination={destination} />
      {signOn ? <SignOnLink provider={signOn.name} destination={destination} /> : null}
    </AuthPage>
  );
}
