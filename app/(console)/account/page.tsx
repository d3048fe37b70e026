import type { Metadata } from 'next';
import { AccountPanel } from '@/components/account/account-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { readSignInWays } from '@/lib/services/account/read-sign-in-ways';
import { listSessions } from '@/lib/services/sessions/list-sessions';
import { readSecondFactor } from '@/lib/services/second-factor/read-second-factor';
import { changePasswordAction, endSessionAction, signOutEverywhereAction } from './actions';
import {
  beginEnrolmentAction,
  confirmEnrolmentAction,
  removeSecondFactorAction,
  renewRecoveryCodesAction,
} from './second-factor-actions';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const ctx = await requirePageContext();
  const [ways, sessions, secondFactor] = await Promise.all([
    readSignInWays(ctx),
    listSessions(ctx),
    readSecondFactor(ctx),
  ]);
  return (
    <AccountPanel
      email={ctx.actor.email}
      name={ctx.actor.name}
      ways={ways}
      sessions={sessions}
      secondFactor={secondFactor}
      locked={!ctx.installation.keys.unlocked}
      secondFactorActions={{
        begin: beginEnrolmentAction,
        confirm: confirmEnrolmentAction,
        renew: renewRecoveryCodesAction,
        remove: removeSecondFactorAction,
      }}
      changePassword={changePasswordAction}
      endSession={endSessionAction}
      signOutEverywhere={signOutEverywhereAction}
    />
  );
}
