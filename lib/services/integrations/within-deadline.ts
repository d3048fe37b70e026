// Work on what somebody else wrote, run with an end: no schema and no pattern may keep the console busy.

import 'server-only';
import { createContext, Script } from 'node:vm';

/** The work took longer than it may. */
export class TookTooLong extends Error {}

const SCRIPT = new Script('run()');

/**
 * What `work` returns or throws, or TookTooLong after `ms` milliseconds by the clock. V8 ends whatever
 * runs below a script that is over its time, a match that backtracks too; what it worked on is then
 * left as it was at that moment.
 */
export function withinDeadline<T>(ms: number, work: () => T): T {
  let outcome: { readonly made: T } | { readonly thrown: unknown } | undefined;
  const run = (): void => {
    try {
      outcome = { made: work() };
    } catch (error) {
      outcome = { thrown: error };
    }
  };
  try {
    SCRIPT.runInContext(createContext({ run }), { timeout: ms });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new TookTooLong();
  }
  if (!outcome) throw new TookTooLong();
  if ('thrown' in outcome) throw outcome.thrown;
  return outcome.made;
}

interface Tested {
  test(text: string): boolean;
  /** The validator tells patterns apart by it. */
  toString(): string;
}

/** Makes regular expressions that note while they match, to tell a slow pattern from slow work. */
export function patternsNoted() {
  let matching = false;
  const make = (source: string, flags: string): Tested => {
    const pattern = new RegExp(source, flags);
    const test = (text: string): boolean => {
      matching = true;
      const found = pattern.test(text);
      matching = false;
      return found;
    };
    return { test, toString: () => pattern.toString() };
  };
  return { make, isMatching: () => matching };
}
