import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { StartRotation } from '@/components/keys/rotation/start-rotation';
import { requirePageContext } from '@/lib/auth/current-actor';
import { readOpenOperation } from '@/lib/services/keys/read-operation';
import { startKeyOperationAction } from '../actions';
import { managesKeys } from '../manages-keys';

export const metadata: Metadata = { title: 'Change keys' };

/** One change at a time: while one is open, it is what is shown. */
export default async function StartRotationPage() {
  const ctx = await requirePageContext();
  if (!ctx.installation.keys.unlocked || !(await managesKeys())) redirect('/keys');
  const open = await readOpenOperation(ctx);
  if (open) redirect(`/keys/rotate/${open.id}`);
  return <StartRotation action={startKeyOperationAction} />;
}
