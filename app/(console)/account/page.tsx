import type { Metadata } from 'next';
import { AccountPanel } from '@/components/account/account-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { listSessions } from '@/lib/services/sessions/list-sessions';
import { changePasswordAction, endSessionAction, signOutEverywhereAction } from './actions';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const ctx = await requirePageContext();
  return (
    <AccountPanel
      email={ctx.actor.email}
      sessions={await listSessions(ctx)}
      changePassword={changePasswordAction}
      endSession={endSessionAction}
      signOutEverywhere={signOutEverywhereAction}
    />
  );
}
