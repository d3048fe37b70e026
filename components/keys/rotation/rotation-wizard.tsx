'use client';

import Link from 'next/link';
import type { KeyOperationView, KeyOverview } from '@/lib/contracts/keys';
import { CAUSE_TEXTS } from '@/lib/domain/key-operation';
import { LiveRegion } from '@/components/ui/live-region';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import { ActDialog } from './act-dialog';
import { HeldLine } from '../facts/held-line';
import type { KeyActions } from '../key-actions';
import { operationState } from './operation-words';
import { rollBackWords } from './roll-back-words';
import { currentStep, rotationSteps } from './rotation-steps';
import { RotationStepBody } from './rotation-step-body';
import { StepList } from './step-list';
import { UnreachableLine } from './unreachable-line';
import { useStepFocus } from './use-step-focus';
import { useKeyOperation, useKeys } from '../use-keys';

interface RotationWizardProps {
  readonly operation: KeyOperationView;
  readonly overview: KeyOverview;
  readonly actions: KeyActions;
}

/** One change of keys, at its own address: its steps, and the one that is to be done now. */
export function RotationWizard(props: RotationWizardProps) {
  const { actions } = props;
  const { operation, at, unreachable } = useKeyOperation(props.operation);
  const open = operation.state === 'open';
  const keys = useKeys(props.overview, open);
  const steps = rotationSteps(operation, keys.nodes);
  const name = currentStep(steps);
  const body = useStepFocus(name);
  const mayAct = open && operation.heldByYou;

  return (
    <>
      <Head operation={operation} />
      {unreachable ? <UnreachableLine /> : null}
      {open && !operation.heldByYou ? (
        <HeldLine heldBy={operation.heldBy} action={actions.takeOver} />
      ) : null}
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <StepList steps={steps} />
        <div className="min-w-0">
          <LiveRegion>
            {`Step: ${steps.find((step) => step.name === name)?.title ?? ''}`}
          </LiveRegion>
          <div ref={body} tabIndex={-1} className="outline-none">
            <RotationStepBody name={name} {...{ operation, keys, actions, mayAct, at }} />
          </div>
          {mayAct ? <WayBack operation={operation} actions={actions} /> : null}
        </div>
      </div>
    </>
  );
}

function Head({ operation }: { readonly operation: KeyOperationView }) {
  const { tone, words } = operationState(operation);
  return (
    <div className="mb-5">
      <Link href="/keys" className="text-12 text-accent underline">
        Keys
      </Link>
      <h1 className="mt-1 text-20 font-medium">{CAUSE_TEXTS[operation.cause].title}</h1>
      <p className="mt-1 flex flex-wrap gap-x-3 text-ink-muted">
        <Status tone={tone}>{words}</Status>
        <span>
          begun <TimeAgo instant={operation.startedAt} /> by {operation.startedBy}
        </span>
        {operation.changeNumber ? <span>change {operation.changeNumber}</span> : null}
      </p>
    </div>
  );
}

function WayBack(props: { readonly operation: KeyOperationView; readonly actions: KeyActions }) {
  const toast = useToast();
  const words = rollBackWords(props.operation);
  if (!words) return null;
  return (
    <div className="mt-8 border-t border-line pt-3">
      <ActDialog
        action={props.actions.rollBack}
        button={`${words.button}…`}
        buttonTone="plain"
        title={words.title}
        verb={words.button}
        effects={words.effects}
        onDone={() => toast({ title: words.done })}
      />
    </div>
  );
}
