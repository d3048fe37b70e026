// What rolling a change of keys back does at each point of it.

import type { KeyOperationView } from '@/lib/contracts/keys';
import { isGoingBack } from './rotation-steps';

export interface RollBackWords {
  readonly button: string;
  readonly title: string;
  readonly effects: readonly string[];
  /** What is told afterwards. */
  readonly done: string;
}

/** Null where there is no way back: after the root key was changed, and on the way back itself. */
export function rollBackWords(operation: KeyOperationView): RollBackWords | null {
  const { state, reencryption, from, to, master } = operation;
  if (state !== 'open' || reencryption) return null;
  switch (master) {
    case 'none':
      return {
        button: 'End without a change',
        title: 'End this without a change?',
        effects: [`Nothing was changed so far. ${from} stays in force.`],
        done: 'Ended without a change',
      };
    case 'staged':
      return {
        button: 'Roll back',
        title: 'Drop the staged key?',
        effects: [
          `${to} opens nothing any more. ${from} stays in force, and no value is touched.`,
          'A node that is started with the dropped key will be locked: take the key out of its configuration first.',
          'This change ends here. You can begin another one.',
        ],
        done: 'The staged key was dropped',
      };
    case 'promoted':
      if (isGoingBack(operation)) return null;
      return {
        button: 'Roll back',
        title: 'Put the old key in force again?',
        effects: [
          `${from} is in force again at once; no value is touched.`,
          `${to} still opens until you retire it, so nodes that run on it go on working.`,
          'Give the old key back to every node, then retire the new one here.',
        ],
        done: 'The old key is in force again',
      };
    case 'finished':
      return {
        button: 'End without re-encryption',
        title: 'End here, without re-encryption?',
        effects: [
          'The new master key stays in force; the old one is retired already.',
          'Whoever holds the old key and an old copy of the database keeps the root key and every data key.',
          'You can change root and data keys later, in a change of their own.',
        ],
        done: 'Ended without re-encryption',
      };
  }
}
