import type { Metadata } from 'next';
import { NotYours } from '@/components/managed/not-yours';
import { ProtectionPanel } from '@/components/managed/protection-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { readProtection } from '@/lib/services/managed/read-protection';
import { holds } from '../../own-permissions';

export const metadata: Metadata = { title: 'What protects what' };

export default async function ProtectionPage() {
  const ctx = await requirePageContext();
  if (!(await holds('keys:manage'))) return <NotYours title="What protects what" />;
  return <ProtectionPanel protection={await readProtection(ctx)} />;
}
