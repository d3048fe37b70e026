'use client';

import type { LeakCase } from '@/lib/contracts/leak';
import { LEAK_STEPS, type LeakStep } from '@/lib/domain/leak';
import { NumberedSteps } from '@/components/ui/numbered-steps';
import { STEP_STATE } from '@/components/rotation-runs/run-words';
import { LEAK_STEP_TITLE, leakStepState } from './leak-words';

interface LeakStepsProps {
  readonly leak: LeakCase;
  readonly shown: LeakStep;
  readonly onShow: (step: LeakStep) => void;
}

/** The steps of a case, each with its state, and who did it when where that is known. */
export function LeakSteps({ leak, shown, onShow }: LeakStepsProps) {
  return (
    <NumberedSteps
      steps={LEAK_STEPS.map((step) => {
        const state = leakStepState(leak, step);
        return {
          name: step,
          title: LEAK_STEP_TITLE[step],
          tone: STEP_STATE[state].tone,
          words: STEP_STATE[state].word,
          done: state === 'done',
          by: doneBy(leak, step),
        };
      })}
      shown={shown}
      onShow={onShow}
    />
  );
}

function doneBy(leak: LeakCase, step: LeakStep): { by: string | null; at: string } | null {
  const { run, review, advisory, containedAt } = leak;
  switch (step) {
    case 'revoke':
      return run?.revokedAt ? { by: null, at: run.revokedAt } : null;
    case 'replace':
      return run?.promotedAt ? { by: null, at: run.promotedAt } : null;
    case 'converge':
      return containedAt ? { by: null, at: containedAt } : null;
    case 'review':
      return review && { by: review.by, at: review.at };
    case 'advisory':
      return advisory && { by: advisory.by, at: advisory.at };
    case 'neighbours':
      return null;
  }
}
