import type { Metadata } from 'next';
import { KeyFacts } from '@/components/keys/facts/key-facts';
import { KeysPanel } from '@/components/keys/keys-panel';
import { LockedPage } from '@/components/keys/locked-page';
import { requirePageContext } from '@/lib/auth/current-actor';
import { readKeyOverview } from '@/lib/services/keys/read-key-overview';
import { readKeyStatus } from '@/lib/services/keys/read-key-status';
import { confirmBackupAction, confirmKeyCopyAction } from './actions';
import { managesKeys } from './manages-keys';

export const metadata: Metadata = { title: 'Keys' };

export default async function KeysPage() {
  const ctx = await requirePageContext();
  const status = await readKeyStatus(ctx);
  const { lock, fingerprint, source } = status;
  if (lock) return <LockedPage lock={lock} given={fingerprint ? { fingerprint, source } : null} />;
  if (!(await managesKeys())) return <KeyFacts status={status} />;
  return (
    <KeysPanel
      overview={await readKeyOverview(ctx)}
      confirmCopy={confirmKeyCopyAction}
      confirmBackup={confirmBackupAction}
    />
  );
}
