// How the trial of a value is told at a terminal, and whether it came out as it should.

import type { RotationTrial } from '@/lib/contracts/rotation-run';
import type { TrialOutcome } from '@/lib/domain/rotation-run';

const WORDS: Readonly<Record<TrialOutcome, string>> = {
  works: 'works',
  refused: 'is refused',
  unclear: 'could not be judged',
};

export function trialLine({ key, side, version, outcome, answer }: RotationTrial): string {
  return `${key}: the ${side} value (version ${version}) ${WORDS[outcome]} (${answer}).`;
}

/** A new value is to work, an old one to be refused. */
export function isAsExpected({ side, outcome }: RotationTrial): boolean {
  return outcome === (side === 'new' ? 'works' : 'refused');
}
