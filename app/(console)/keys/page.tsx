import type { Metadata } from 'next';
import { KeyFacts } from '@/components/keys/key-facts';
import { LockedPage } from '@/components/keys/locked-page';
import { requirePageContext } from '@/lib/auth/current-actor';
import { readKeyStatus } from '@/lib/services/keys/read-key-status';

export const metadata: Metadata = { title: 'Keys' };

export default async function KeysPage() {
  const status = await readKeyStatus(await requirePageContext());
  const { lock, fingerprint, source } = status;
  if (!lock) return <KeyFacts status={status} />;
  return <LockedPage lock={lock} given={fingerprint ? { fingerprint, source } : null} />;
}
