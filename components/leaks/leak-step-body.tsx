'use client';

import type { LeakStep } from '@/lib/domain/leak';
import { AdvisoryStep } from './advisory-step';
import { ConvergeStep } from './converge-step';
import type { LeakStepProps } from './leak-step-props';
import { NeighboursStep } from './neighbours-step';
import { ReplaceStep } from './replace-step';
import { RevokeStep } from './revoke-step';
import { ReviewStep } from './review-step';

const BODY = {
  revoke: RevokeStep,
  replace: ReplaceStep,
  converge: ConvergeStep,
  review: ReviewStep,
  neighbours: NeighboursStep,
  advisory: AdvisoryStep,
} as const;

/** One step of a case. */
export function LeakStepBody({ step, ...props }: LeakStepProps & { readonly step: LeakStep }) {
  const Body = BODY[step];
  return <Body {...props} />;
}
