import type { Metadata } from 'next';
import { ManagedPanel } from '@/components/managed/managed-panel';
import { NotYours } from '@/components/managed/not-yours';
import { requirePageContext } from '@/lib/auth/current-actor';
import { holds } from '../../own-permissions';
import { addManagedAction, applyManagedAction, removeManagedAction } from './actions';

export const metadata: Metadata = { title: 'Console secrets' };

export default async function ManagedPage() {
  const { installation } = await requirePageContext();
  if (!(await holds('keys:manage'))) return <NotYours title="Console secrets" />;
  return (
    <ManagedPanel
      locked={!installation.keys.unlocked}
      actions={{
        add: addManagedAction,
        remove: removeManagedAction,
        apply: applyManagedAction,
      }}
    />
  );
}
