import type { Metadata } from 'next';
import { RunsPanel } from '@/components/rotation-runs/runs-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../../own-grants';
import { visibleScopes } from '../../visible-scopes';

export const metadata: Metadata = { title: 'Rotations' };

export default async function RunsPage() {
  const { installation } = await requirePageContext();
  return (
    <RunsPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
    />
  );
}
