import type { Metadata } from 'next';
import { NewTransferPanel } from '@/components/transfers/new-transfer-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../../../own-grants';
import { visibleScopes } from '../../../visible-scopes';
import { planTransferAction } from '../actions';

export const metadata: Metadata = { title: 'New transfer' };

export default async function NewTransferPage() {
  const { installation } = await requirePageContext();
  return (
    <NewTransferPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
      plan={planTransferAction}
    />
  );
}
