'use client';

import type { LeakCase } from '@/lib/contracts/leak';
import { LEAK_STEPS, type LeakStep } from '@/lib/domain/leak';
import { UnreachableLine } from '@/components/keys/rotation/unreachable-line';
import { useStepFocus } from '@/components/keys/rotation/use-step-focus';
import { ReadRefused } from '@/components/requests/read-refused';
import { LiveRegion } from '@/components/ui/live-region';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { useScopeOfPage } from '@/components/ui/use-scope-of-page';
import { useSearch } from '@/components/ui/use-search';
import { CloseLeak } from './close-leak';
import type { LeakActions } from './leak-actions';
import { LeakHead } from './leak-head';
import { LeakStepBody } from './leak-step-body';
import { LeakSteps } from './leak-steps';
import { LeakTimeline } from './leak-timeline';
import { currentStep, LEAK_STEP_TITLE } from './leak-words';
import { useLeak } from './use-leaks';

interface LeakPanelProps {
  readonly id: string;
  readonly locked: boolean;
  readonly actions: LeakActions;
}

/** One leak case: its time, its steps, and one of them (`?step=`; left out: the first that is not done). */
export function LeakPanel({ id, locked, actions }: LeakPanelProps) {
  const read = useLeak(id);
  if (read.data) {
    return (
      <Case leak={read.data} unreachable={read.isRefetchError} locked={locked} actions={actions} />
    );
  }
  return (
    <>
      <h1 className="mb-4 text-20 font-medium">Leak case</h1>
      {read.isError ? (
        <ReadRefused what="The case" error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <SkeletonRows rows={8} label="Loading the case" />
      )}
    </>
  );
}

interface CaseProps extends Omit<LeakPanelProps, 'id'> {
  readonly leak: LeakCase;
  readonly unreachable: boolean;
}

function Case({ leak, unreachable, locked, actions }: CaseProps) {
  const search = useSearch();
  useScopeOfPage(leak.scope.path);
  const shown = LEAK_STEPS.find((one) => one === search.get('step')) ?? currentStep(leak);
  const body = useStepFocus(shown);
  const show = (step: LeakStep) => search.push({ step });
  const mayAct = !locked && leak.state === 'open' && leak.may.manage;
  return (
    <>
      <LeakHead leak={leak} actions={actions} mayAct={mayAct} />
      <LeakTimeline leak={leak} />
      {unreachable ? <UnreachableLine /> : null}
      {locked ? (
        <p className="mb-4">
          <Status tone="due">The console is locked: nothing can be done in it now.</Status>
        </p>
      ) : null}
      <div className="grid gap-x-8 gap-y-5 lg:grid-cols-[14rem_minmax(0,1fr)]">
        <nav aria-label="Steps of the case" className="print:hidden">
          <LeakSteps leak={leak} shown={shown} onShow={show} />
        </nav>
        <div className="min-w-0">
          <LiveRegion>{`Step: ${LEAK_STEP_TITLE[shown]}`}</LiveRegion>
          <div ref={body} tabIndex={-1} className="outline-none">
            <LeakStepBody key={shown} step={shown} leak={leak} actions={actions} mayAct={mayAct} />
          </div>
        </div>
      </div>
      <CloseLeak leak={leak} actions={actions} mayAct={mayAct} onShow={show} />
    </>
  );
}
