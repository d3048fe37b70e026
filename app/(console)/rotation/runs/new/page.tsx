import type { Metadata } from 'next';
import { NewRunPanel } from '@/components/rotation-runs/new-run-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../../../own-grants';
import { visibleScopes } from '../../../visible-scopes';
import { startRunAction } from '../actions';

export const metadata: Metadata = { title: 'New rotation' };

export default async function NewRunPage() {
  const { installation } = await requirePageContext();
  return (
    <NewRunPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
      start={startRunAction}
    />
  );
}
