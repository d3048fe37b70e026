import type { Metadata } from 'next';
import { AuditPanel } from '@/components/audit/audit-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { managesKeys } from '../keys/manages-keys';

export const metadata: Metadata = { title: 'Audit' };

export default async function AuditPage() {
  await requirePageContext();
  return <AuditPanel managesKeys={await managesKeys()} />;
}
