import type { Metadata } from 'next';
import { DestinationsPanel } from '@/components/verification/destinations-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../../own-grants';
import { visibleScopes } from '../../visible-scopes';
import { approveDestinationAction, askDestinationAction, endDestinationAction } from './actions';

export const metadata: Metadata = { title: 'Destinations' };

const ACTIONS = {
  ask: askDestinationAction,
  approve: approveDestinationAction,
  end: endDestinationAction,
};

export default async function DestinationsPage() {
  const { installation } = await requirePageContext();
  return (
    <DestinationsPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
      actions={ACTIONS}
    />
  );
}
