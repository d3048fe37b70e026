'use client';

import clsx from 'clsx';
import { Check } from 'lucide-react';
import type { RotationRun, RunStepView } from '@/lib/contracts/rotation-run';
import type { RunStep } from '@/lib/domain/rotation-run';
import { StatusShape } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { STEP_STATE, STEP_TITLE } from './run-words';

interface RunStepsProps {
  readonly run: RotationRun;
  /** The one that is looked at; null: none. */
  readonly shown: RunStep | null;
  readonly onShow: (step: RunStep) => void;
}

/** The steps, numbered, with who does or did what when; on a phone a row of numbers. */
export function RunSteps({ run, shown, onShow }: RunStepsProps) {
  return (
    <ol aria-label="Steps" className="flex max-lg:border-b max-lg:border-line lg:flex-col">
      {run.steps.map((step, at) => (
        <li key={step.kind} className="max-lg:min-w-0 max-lg:flex-1">
          <button
            type="button"
            aria-current={step.kind === shown ? 'step' : undefined}
            onClick={() => onShow(step.kind)}
            className={clsx(
              'flex w-full gap-3 rounded-none text-left -outline-offset-2 max-lg:min-h-11 max-lg:items-center max-lg:justify-center max-lg:border-b-2 lg:border-l-2 lg:py-2 lg:pl-3',
              step.kind === shown
                ? 'border-accent bg-panel font-medium'
                : 'border-transparent hover:bg-panel lg:border-line',
            )}
          >
            <span
              aria-hidden="true"
              className="flex h-[1lh] w-4 shrink-0 items-center justify-end lg:text-ink-muted"
            >
              {at + 1}
            </span>
            <Words step={step} />
            <span aria-hidden="true" className="flex h-[1lh] items-center lg:hidden">
              <Mark step={step} />
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Mark({ step }: { readonly step: RunStepView }) {
  return step.state === 'done' ? (
    <Check size={14} className="text-fine" />
  ) : (
    <StatusShape tone={STEP_STATE[step.state].tone} />
  );
}

function Words({ step }: { readonly step: RunStepView }) {
  const { kind, state, assignee, mine, doneAt, doneBy } = step;
  const { word } = STEP_STATE[state];
  return (
    <span className="min-w-0 grow max-lg:sr-only">
      {STEP_TITLE[kind]}
      <span className="block text-12 font-normal text-ink-muted">
        <span className="inline-flex gap-1.5">
          <span aria-hidden="true" className="flex h-[1lh] w-3.5 items-center justify-center">
            <Mark step={step} />
          </span>
          <span className="sr-only">, </span>
          {word}
          {state !== 'done' && assignee ? `, ${mine ? 'you' : assignee.name}` : null}
        </span>
        {doneBy && doneAt ? (
          <span className="block pl-5 break-words">
            {doneBy}, <TimeAgo instant={doneAt} />
          </span>
        ) : null}
      </span>
    </span>
  );
}
