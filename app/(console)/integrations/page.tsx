import type { Metadata } from 'next';
import { IntegrationsPanel } from '@/components/integrations/integrations-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../own-grants';
import { visibleScopes } from '../visible-scopes';
import {
  changeIntegrationAction,
  createIntegrationAction,
  deleteIntegrationAction,
} from './actions';

export const metadata: Metadata = { title: 'Integrations' };

export default async function IntegrationsPage() {
  const { installation } = await requirePageContext();
  return (
    <IntegrationsPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
      actions={{
        create: createIntegrationAction,
        change: changeIntegrationAction,
        remove: deleteIntegrationAction,
      }}
    />
  );
}
