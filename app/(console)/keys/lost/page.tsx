import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { LostKeyPage } from '@/components/keys/lost/lost-key-page';
import { WorksheetPanel } from '@/components/keys/lost/worksheet-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { readLostKeyTriage } from '@/lib/services/keys/lost/read-triage';
import { managesKeys } from '../manages-keys';
import { recoverLostAction, resetKeysAction, tryKeyAction } from './actions';

export const metadata: Metadata = { title: 'Lost key' };

export default async function LostPage() {
  const ctx = await requirePageContext();
  const manages = await managesKeys();
  if (ctx.installation.keys.unlocked) {
    return <WorksheetPanel recover={manages ? recoverLostAction : undefined} />;
  }
  if (!manages) redirect('/keys');
  return (
    <LostKeyPage
      triage={await readLostKeyTriage(ctx)}
      tryKey={tryKeyAction}
      reset={resetKeysAction}
    />
  );
}
