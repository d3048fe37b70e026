import type { Metadata } from 'next';
import { DashboardPanel } from '@/components/dashboard/dashboard-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../own-grants';
import { visibleScopes } from '../visible-scopes';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage() {
  const { installation } = await requirePageContext();
  return (
    <DashboardPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
    />
  );
}
