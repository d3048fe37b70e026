import type { Metadata } from 'next';
import { IntakeLinksPanel } from '@/components/intake/intake-links-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { revokeIntakeLinkAction } from './actions';

export const metadata: Metadata = { title: 'Intake links' };

export default async function IntakeLinksPage() {
  const { installation } = await requirePageContext();
  return <IntakeLinksPanel locked={!installation.keys.unlocked} revoke={revokeIntakeLinkAction} />;
}
