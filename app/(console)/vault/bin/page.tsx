import type { Metadata } from 'next';
import { BinPanel } from '@/components/vault/bin/bin-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../../own-grants';
import { visibleScopes } from '../../visible-scopes';
import { purgeSecretAction, restoreSecretAction } from '../bin-actions';

export const metadata: Metadata = { title: 'Bin' };

export default async function BinPage() {
  const { installation } = await requirePageContext();
  return (
    <BinPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
      restore={restoreSecretAction}
      purge={purgeSecretAction}
    />
  );
}
