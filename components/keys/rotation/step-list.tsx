import clsx from 'clsx';
import { Check, Minus } from 'lucide-react';
import { TimeAgo } from '@/components/ui/time-ago';

/** A step as it is listed; what it is named by is the wizard's own. */
export interface ListedStep {
  readonly name: string;
  readonly title: string;
  /** `skipped`: the change ended without it. */
  readonly state: 'done' | 'current' | 'waiting' | 'skipped';
  readonly done: { readonly by: string; readonly at: string } | null;
}

const STATE_WORD: Readonly<Record<ListedStep['state'], string>> = {
  done: 'done',
  current: 'now',
  waiting: 'later',
  skipped: 'not done',
};

interface StepListProps {
  readonly steps: readonly ListedStep[];
}

/** The steps of a wizard beside the one that is to be done; folded away where there is little room. */
export function StepList({ steps }: StepListProps) {
  const at = steps.findIndex((step) => step.state === 'current');
  return (
    <>
      <details className="border-y border-line lg:hidden">
        <summary className="min-h-9 rounded-md py-2 pointer-coarse:min-h-11 pointer-coarse:py-3">
          {at < 0 ? 'Steps' : `Step ${at + 1} of ${steps.length}`}
        </summary>
        <Steps steps={steps} />
      </details>
      <div className="max-lg:hidden">
        <Steps steps={steps} />
      </div>
    </>
  );
}

/** Numbered: how far each is, and who did it when. */
function Steps({ steps }: StepListProps) {
  return (
    <ol aria-label="Steps">
      {steps.map((step, index) => (
        <li
          key={step.name}
          aria-current={step.state === 'current' ? 'step' : undefined}
          className={clsx(
            'flex gap-3 border-l-2 py-2 pl-3',
            step.state === 'current' ? 'border-accent bg-panel' : 'border-line',
          )}
        >
          <Mark state={step.state} number={index + 1} />
          <span className="min-w-0">
            <span
              className={clsx(
                step.state === 'current' && 'font-medium',
                (step.state === 'waiting' || step.state === 'skipped') && 'text-ink-muted',
              )}
            >
              {step.title}
            </span>
            <span className="sr-only">, {STATE_WORD[step.state]}</span>
            {step.done ? (
              <span className="block text-12 text-ink-muted">
                {step.done.by}, <TimeAgo instant={step.done.at} />
              </span>
            ) : null}
            {step.state === 'skipped' ? (
              <span aria-hidden="true" className="block text-12 text-ink-muted">
                not done
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Mark({ state, number }: { readonly state: ListedStep['state']; readonly number: number }) {
  return (
    <span aria-hidden="true" className="flex h-[1lh] w-4 shrink-0 items-center justify-end">
      {state === 'done' ? <Check size={14} className="text-fine" /> : null}
      {state === 'skipped' ? <Minus size={14} className="text-ink-muted" /> : null}
      {state === 'current' || state === 'waiting' ? (
        <span className={clsx(state === 'waiting' && 'text-ink-muted')}>{number}</span>
      ) : null}
    </span>
  );
}
