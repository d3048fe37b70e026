'use client';

import type { RotationRun } from '@/lib/contracts/rotation-run';
import { RUN_STEPS, type RunStep } from '@/lib/domain/rotation-run';
import { UnreachableLine } from '@/components/keys/rotation/unreachable-line';
import { useStepFocus } from '@/components/keys/rotation/use-step-focus';
import { ReadRefused } from '@/components/requests/read-refused';
import { LiveRegion } from '@/components/ui/live-region';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { useScopeOfPage } from '@/components/ui/use-scope-of-page';
import { useSearch } from '@/components/ui/use-search';
import { ClosingGaps } from './closing-gaps';
import type { RunActions } from './run-actions';
import { RunHead } from './run-head';
import { RunProof } from './run-proof';
import { RunSteps } from './run-steps';
import { STEP_TITLE } from './run-words';
import { StepBody } from './step-body';
import { useRun } from './use-runs';

interface RunPanelProps {
  readonly id: string;
  readonly locked: boolean;
  readonly actions: RunActions;
}

/** One guided rotation: its steps, and one of them (`?step=`; left out: the first that is not done). */
export function RunPanel({ id, locked, actions }: RunPanelProps) {
  const read = useRun(id);
  if (read.data) {
    return (
      <Wizard run={read.data} unreachable={read.isRefetchError} locked={locked} actions={actions} />
    );
  }
  return (
    <>
      <h1 className="mb-4 text-20 font-medium">Rotation</h1>
      {read.isError ? (
        <ReadRefused what="The rotation" error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <SkeletonRows rows={8} label="Loading the rotation" />
      )}
    </>
  );
}

interface WizardProps extends Omit<RunPanelProps, 'id'> {
  readonly run: RotationRun;
  readonly unreachable: boolean;
}

function Wizard({ run, unreachable, locked, actions }: WizardProps) {
  const search = useSearch();
  useScopeOfPage(run.scope.path);
  const asked = RUN_STEPS.find((one) => one === search.get('step')) ?? null;
  const shown = asked ?? (run.state === 'open' ? (run.step ?? 'evidence') : null);
  const body = useStepFocus(shown ?? 'proof');
  const show = (step: RunStep) => search.push({ step });
  const mayAct = !locked && run.state === 'open' && run.may.run;
  return (
    <>
      <RunHead run={run} />
      {unreachable ? <UnreachableLine /> : null}
      {locked ? (
        <p className="mb-4">
          <Status tone="due">The console is locked: nothing can be done in it now.</Status>
        </p>
      ) : null}
      <ClosingGaps run={run} onShow={show} />
      <div className="grid gap-x-8 gap-y-5 lg:grid-cols-[14rem_minmax(0,1fr)]">
        <nav aria-label="Steps of the rotation" className="print:hidden">
          <RunSteps run={run} shown={shown} onShow={show} />
        </nav>
        <div className="min-w-0">
          <LiveRegion>{shown ? `Step: ${STEP_TITLE[shown]}` : ''}</LiveRegion>
          <div ref={body} tabIndex={-1} className="outline-none">
            {shown ? (
              <StepBody
                key={shown}
                step={shown}
                run={run}
                actions={actions}
                mayAct={mayAct}
                mayWrite={mayAct && run.may.write}
                onShow={show}
              />
            ) : (
              <RunProof run={run} />
            )}
          </div>
        </div>
      </div>
    </>
  );
}
