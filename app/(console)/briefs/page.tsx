import type { Metadata } from 'next';
import { BriefsPanel } from '@/components/briefs/briefs-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownOrigin } from '@/lib/services/context';
import { readServerKey } from '@/lib/services/deliveries/server-key';
import { ownGrants } from '../own-grants';
import { visibleScopes } from '../visible-scopes';
import { createBriefAction, reissueCallbackAction, revokeBriefAction } from './actions';

export const metadata: Metadata = { title: 'Briefs' };

export default async function BriefsPage() {
  const ctx = await requirePageContext();
  const { installation } = ctx;
  const { unlocked } = installation.keys;
  return (
    <BriefsPanel
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      origin={ownOrigin(installation)}
      serverKey={unlocked ? (await readServerKey(ctx)).pin : ''}
      locked={!unlocked}
      create={createBriefAction}
      reissue={reissueCallbackAction}
      revoke={revokeBriefAction}
    />
  );
}
