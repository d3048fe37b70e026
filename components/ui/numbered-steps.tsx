'use client';

import clsx from 'clsx';
import { Check } from 'lucide-react';
import { StatusShape, type Tone } from './status';
import { TimeAgo } from './time-ago';

export interface NumberedStep<S extends string> {
  readonly name: S;
  readonly title: string;
  readonly tone: Tone;
  /** Its state, and who is to do it where somebody is. */
  readonly words: string;
  readonly done: boolean;
  readonly by: { readonly by: string | null; readonly at: string } | null;
}

interface NumberedStepsProps<S extends string> {
  readonly steps: readonly NumberedStep<S>[];
  /** The one that is looked at; null: none. */
  readonly shown: S | null;
  readonly onShow: (step: S) => void;
}

/** Steps that can be looked at in any order, numbered, with their states; on a phone a row of numbers. */
export function NumberedSteps<S extends string>({ steps, shown, onShow }: NumberedStepsProps<S>) {
  return (
    <ol aria-label="Steps" className="flex max-lg:border-b max-lg:border-line lg:flex-col">
      {steps.map((step, at) => (
        <li key={step.name} className="max-lg:min-w-0 max-lg:flex-1">
          <button
            type="button"
            aria-current={step.name === shown ? 'step' : undefined}
            onClick={() => onShow(step.name)}
            className={clsx(
              'flex w-full gap-3 rounded-none text-left -outline-offset-2 max-lg:min-h-11 max-lg:items-center max-lg:justify-center max-lg:gap-1 max-lg:border-b-2 lg:border-l-2 lg:py-2 lg:pl-3',
              step.name === shown
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

type Listed = Omit<NumberedStep<string>, 'name'>;

function Mark({ step }: { readonly step: Listed }) {
  return step.done ? <Check size={14} className="text-fine" /> : <StatusShape tone={step.tone} />;
}

function Words({ step }: { readonly step: Listed }) {
  const { title, words, by } = step;
  return (
    <span className="min-w-0 grow max-lg:sr-only">
      {title}
      <span className="block text-12 font-normal text-ink-muted">
        <span className="inline-flex gap-1.5">
          <span aria-hidden="true" className="flex h-[1lh] w-3.5 items-center justify-center">
            <Mark step={step} />
          </span>
          <span className="sr-only">, </span>
          {words}
        </span>
        {by ? (
          <span className="block pl-5 break-words">
            {by.by ? `${by.by}, ` : null}
            <TimeAgo instant={by.at} />
          </span>
        ) : null}
      </span>
    </span>
  );
}
