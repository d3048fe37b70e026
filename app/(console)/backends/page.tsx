import type { Metadata } from 'next';
import { BackendsPanel } from '@/components/backends/backends-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../own-grants';
import { visibleScopes } from '../visible-scopes';
import {
  approveConnectorAction,
  changeConnectorAction,
  createConnectorAction,
  deleteConnectorAction,
  testConnectorAction,
} from './actions';

export const metadata: Metadata = { title: 'Backends' };

export default async function BackendsPage() {
  const { installation } = await requirePageContext();
  return (
    <BackendsPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
      actions={{
        create: createConnectorAction,
        change: changeConnectorAction,
        approve: approveConnectorAction,
        test: testConnectorAction,
        remove: deleteConnectorAction,
      }}
    />
  );
}
