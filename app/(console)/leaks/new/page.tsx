import type { Metadata } from 'next';
import { NewLeakPanel } from '@/components/leaks/new-leak-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../../own-grants';
import { visibleScopes } from '../../visible-scopes';
import { openLeakAction } from '../actions';

export const metadata: Metadata = { title: 'Open a leak case' };

export default async function NewLeakPage() {
  const { installation } = await requirePageContext();
  return (
    <NewLeakPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
      open={openLeakAction}
    />
  );
}
