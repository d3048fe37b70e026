import type { Metadata } from 'next';
import { AuthPage } from '@/components/auth/auth-page';
import { Recover } from './recover';

export const metadata: Metadata = { title: 'Set a new password' };

/** Works signed in or not, locked or not: whoever holds the link was given it on the server. */
export default function RecoverPage() {
  return (
    <AuthPage title="Set a new password">
      <Recover />
    </AuthPage>
  );
}
