import type { Metadata } from 'next';
import { InstancesPanel } from '@/components/instances/instances-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../../own-grants';
import { visibleScopes } from '../../visible-scopes';
import {
  changeInstanceAction,
  createInstanceAction,
  deleteInstanceAction,
  reencryptInstancesAction,
  testInstanceAction,
} from './actions';

export const metadata: Metadata = { title: 'Databases' };

export default async function DatabasesPage() {
  const { installation } = await requirePageContext();
  return (
    <InstancesPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
      actions={{
        create: createInstanceAction,
        change: changeInstanceAction,
        test: testInstanceAction,
        remove: deleteInstanceAction,
        reencrypt: reencryptInstancesAction,
      }}
    />
  );
}
