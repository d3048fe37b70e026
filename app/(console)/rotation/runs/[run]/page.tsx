import type { Metadata } from 'next';
import { RunPanel } from '@/components/rotation-runs/run-panel';
import { requirePageContext } from '@/lib/auth/current-actor';
import { askRestartAction } from '../../../deliveries/actions';
import { removeCheckAction, setCheckAction } from '../../destinations/actions';
import {
  abandonRunAction,
  addRunEvidenceAction,
  adoptRunValueAction,
  askRunExceptionAction,
  assignStepAction,
  closeRunAction,
  discardRunValueAction,
  markStepDoneAction,
  promoteRunAction,
  revokeOldValueAction,
  rollBackRunAction,
  signRunExceptionAction,
  stageRunValueAction,
  tryRunValueAction,
} from '../actions';

export const metadata: Metadata = { title: 'Rotation' };

const ACTIONS = {
  stage: stageRunValueAction,
  adopt: adoptRunValueAction,
  discard: discardRunValueAction,
  stepDone: markStepDoneAction,
  assign: assignStepAction,
  promote: promoteRunAction,
  rollBack: rollBackRunAction,
  revoke: revokeOldValueAction,
  tryValue: tryRunValueAction,
  setCheck: setCheckAction,
  removeCheck: removeCheckAction,
  addEvidence: addRunEvidenceAction,
  askException: askRunExceptionAction,
  signException: signRunExceptionAction,
  close: closeRunAction,
  abandon: abandonRunAction,
  askRestart: askRestartAction,
};

export default async function RunPage({ params }: { readonly params: Promise<{ run: string }> }) {
  const { installation } = await requirePageContext();
  const { run } = await params;
  return (
    <RunPanel
      // Another rotation is another page, whatever was typed into this one.
      key={run}
      id={run}
      locked={!installation.keys.unlocked}
      actions={ACTIONS}
    />
  );
}
