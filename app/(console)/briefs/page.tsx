import type { Metadata } from 'next';
import { BriefsPanel } from '@/components/briefs/briefs-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownOrigin } from '@/lib/services/context';
import { ownGrants } from '../own-grants';
import { visibleScopes } from '../visible-scopes';
import { createBriefAction, reissueCallbackAction, revokeBriefAction } from './actions';

export const metadata: Metadata = { title: 'Briefs' };

export default async function BriefsPage() {
  const { installation } = await requirePageContext();
  return (
    <BriefsPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      origin={ownOrigin(installation)}
      locked={!installation.keys.unlocked}
      create={createBriefAction}
      reissue={reissueCallbackAction}
      revoke={revokeBriefAction}
    />
  );
}
