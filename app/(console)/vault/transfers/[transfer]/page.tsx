import type { Metadata } from 'next';
import { TransferPanel } from '@/components/transfers/transfer-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { ownGrants } from '../../../own-grants';
import { visibleScopes } from '../../../visible-scopes';
import {
  cancelTransferAction,
  pauseTransferAction,
  planTransferAction,
  resumeTransferAction,
  startTransferAction,
} from '../actions';

export const metadata: Metadata = { title: 'Transfer' };

const ACTIONS = {
  plan: planTransferAction,
  start: startTransferAction,
  pause: pauseTransferAction,
  resume: resumeTransferAction,
  cancel: cancelTransferAction,
};

export default async function TransferPage({
  params,
}: {
  readonly params: Promise<{ transfer: string }>;
}) {
  const { installation } = await requirePageContext();
  const { transfer } = await params;
  return (
    <TransferPanel
      // Another transfer is another page, whatever was typed into this one.
      key={transfer}
      id={transfer}
      scopes={await visibleScopes()}
      grants={await ownGrants()}
      locked={!installation.keys.unlocked}
      actions={ACTIONS}
    />
  );
}
