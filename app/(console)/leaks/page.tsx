import type { Metadata } from 'next';
import { LeaksPanel } from '@/components/leaks/leaks-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../own-grants';
import { visibleScopes } from '../visible-scopes';
import { matchLeakAction } from './actions';

export const metadata: Metadata = { title: 'Leaks' };

export default async function LeaksPage() {
  const { installation } = await requirePageContext();
  return (
    <LeaksPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
      match={matchLeakAction}
    />
  );
}
