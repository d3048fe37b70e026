import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { RotationWizard } from '@/components/keys/rotation/rotation-wizard';
import type { KeyActions } from '@/components/keys/key-actions';
import { requirePageContext } from '@/lib/auth/current-actor';
import { readKeyOverview } from '@/lib/services/keys/read-key-overview';
import { readKeyOperation } from '@/lib/services/keys/read-operation';
import {
  changeRootKeyAction,
  finishMasterKeyAction,
  pauseReencryptionAction,
  replaceKeyFileAction,
  resumeReencryptionAction,
  retireRootKeyAction,
  rollBackMasterKeyAction,
  stageMasterKeyAction,
  takeOverKeyOperationAction,
} from '../../actions';
import { managesKeys } from '../../manages-keys';

export const metadata: Metadata = { title: 'Change of keys' };

const ACTIONS: KeyActions = {
  stage: stageMasterKeyAction,
  replaceFile: replaceKeyFileAction,
  finish: finishMasterKeyAction,
  rollBack: rollBackMasterKeyAction,
  takeOver: takeOverKeyOperationAction,
  changeRoot: changeRootKeyAction,
  pause: pauseReencryptionAction,
  resume: resumeReencryptionAction,
  retire: retireRootKeyAction,
};

export default async function RotationPage({
  params,
}: {
  readonly params: Promise<{ operation: string }>;
}) {
  const ctx = await requirePageContext();
  if (!ctx.installation.keys.unlocked || !(await managesKeys())) redirect('/keys');
  const { operation } = await params;
  const [found, overview] = await Promise.all([
    readKeyOperation(ctx, operation).catch(absent),
    readKeyOverview(ctx),
  ]);
  if (!found) notFound();
  return <RotationWizard operation={found} overview={overview} actions={ACTIONS} />;
}

/** What is not there is a page that is not there; anything else is a failure. */
function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'not_found') return null;
  throw error;
}
