import type { Metadata } from 'next';
import { RotationPanel } from '@/components/rotation/rotation-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../own-grants';
import { sealSecretAction } from '../vault/actions';
import { visibleScopes } from '../visible-scopes';
import {
  createReminderHookAction,
  deleteReminderHookAction,
  endRotationWindowAction,
  endSnoozeAction,
  retryReminderAction,
  setRotationWindowAction,
  signRotationWindowAction,
  snoozeRotationAction,
  testReminderHookAction,
} from './actions';

export const metadata: Metadata = { title: 'Rotation' };

export default async function RotationPage() {
  const { installation } = await requirePageContext();
  return (
    <RotationPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
      putSecret={sealSecretAction}
      actions={{
        setWindow: setRotationWindowAction,
        signWindow: signRotationWindowAction,
        endWindow: endRotationWindowAction,
        snooze: snoozeRotationAction,
        endSnooze: endSnoozeAction,
        reminders: {
          create: createReminderHookAction,
          test: testReminderHookAction,
          remove: deleteReminderHookAction,
          retry: retryReminderAction,
        },
      }}
    />
  );
}
