'use client';

import { beyondSightText } from '@/lib/domain/leak';
import { number } from '@/components/ui/count';
import { Status } from '@/components/ui/status';
import type { LeakStepProps } from './leak-step-props';

/** Those that are told as numbers, and who has to do something about them. */
export function MoreNeighbours({ leak }: Pick<LeakStepProps, 'leak'>) {
  const { moreNeighbours: more, neighboursBeyondSight: unseen, openNeighbours } = leak;
  const left = openNeighbours ? beyondSightText(openNeighbours.beyondSight) : '';
  return (
    <>
      {more > 0 ? (
        <p className="pt-2 text-ink-muted">
          And {number(more)} more: undecided ones take the places of those that are decided.
        </p>
      ) : null}
      {unseen > 0 ? (
        <p className="pt-2 text-ink-muted">And {number(unseen)} beyond your sight.</p>
      ) : null}
      {left === '' ? null : (
        <p className="pt-1">
          <Status tone="due">{left}</Status>
        </p>
      )}
    </>
  );
}
