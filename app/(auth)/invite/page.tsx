import type { Metadata } from 'next';
import { AuthPage } from '@/components/auth/auth-page';
import { Invite } from './invite';

export const metadata: Metadata = { title: 'Accept an invitation' };

/** Works signed in or not: whoever holds the link was sent it. */
export default function InvitePage() {
  return (
    <AuthPage title="Accept an invitation">
      <Invite />
    </AuthPage>
  );
}
