import type { Metadata } from 'next';
import { TransfersPanel } from '@/components/transfers/transfers-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../../own-grants';
import { visibleScopes } from '../../visible-scopes';

export const metadata: Metadata = { title: 'Transfers' };

export default async function TransfersPage() {
  const { installation } = await requirePageContext();
  return (
    <TransfersPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
    />
  );
}
