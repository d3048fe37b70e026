import type { Metadata } from 'next';
import { BackupsPanel } from '@/components/backups/backups-panel';
import { NotYours } from '@/components/managed/not-yours';
import { requirePageContext } from '@/lib/auth/current-actor';
import { holds } from '../own-permissions';
import {
  changeBackupPolicyAction,
  drillBackupAction,
  takeBackupAction,
  verifyBackupAction,
} from './actions';

export const metadata: Metadata = { title: 'Backups' };

export default async function BackupsPage() {
  const { installation } = await requirePageContext();
  if (!(await holds('backups:manage'))) {
    return (
      <NotYours
        title="Backups"
        whose="manage backups of this installation"
        needs="backups:manage"
      />
    );
  }
  return (
    <BackupsPanel
      locked={!installation.keys.unlocked}
      actions={{
        take: takeBackupAction,
        verify: verifyBackupAction,
        drill: drillBackupAction,
        changePolicy: changeBackupPolicyAction,
      }}
    />
  );
}
