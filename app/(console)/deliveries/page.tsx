import type { Metadata } from 'next';
import { DeliveriesPanel } from '@/components/deliveries/deliveries-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownOrigin } from '@/lib/services/context';
import { ownGrants } from '../own-grants';
import { visibleScopes } from '../visible-scopes';
import { askRestartAction, dismissWorkersAction } from './actions';

export const metadata: Metadata = { title: 'Deliveries' };

export default async function DeliveriesPage() {
  const { installation } = await requirePageContext();
  return (
    <DeliveriesPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      origin={ownOrigin(installation)}
      locked={!installation.keys.unlocked}
      askRestart={askRestartAction}
      dismissWorkers={dismissWorkersAction}
    />
  );
}
