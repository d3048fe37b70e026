// The server actions of leak cases as forms about somebody else's secrets.

import { as, type ActionForm } from './action-form';
import type { Target } from './target';

const NO_LEAK = 'leak_01h2xcejqtf2nbrexx3vqjhp41';
const NO_SECRET = 'sec_01h2xcejqtf2nbrexx3vqjhp41';

/** By the name of the action. What matches a value asks for no scope, so it has no operation of its own here. */
export function leakForms(target: Target): Readonly<Record<string, ActionForm>> {
  const { team, secretKey: key } = target;
  const leak = target.leakId ?? NO_LEAK;
  return {
    openLeakAction: as('openLeakCase', {
      ...{ secret: `${team.id}.${key}`, whereFound: 'in a log' },
    }),
    rotateLeakAction: as('rotateLeakCase', { leak }),
    assignLeakAction: as('assignLeakCase', { leak }),
    reviewLeakAction: as('reviewLeakCase', { leak, review: 'x' }),
    decideNeighboursAction: as('decideLeakNeighbours', {
      ...{ leak, secrets: NO_SECRET, decision: 'leave', reason: 'x' },
    }),
    adviseLeakAction: as('adviseLeakCase', { leak, reason: 'x' }),
    closeLeakAction: as('closeLeakCase', { leak }),
  };
}
