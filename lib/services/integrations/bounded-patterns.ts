// Regular expressions that somebody else wrote, run with an end: none may keep the console busy.

import 'server-only';
import { createContext, Script } from 'node:vm';

/** All patterns of one validation together. */
const BUDGET_MS = 100;

/** A pattern took longer than all patterns of one validation may. */
export class PatternTooSlow extends Error {}

interface Tested {
  test(text: string): boolean;
  /** The validator tells patterns apart by it. */
  toString(): string;
}

/**
 * Makes regular expressions for one validation. V8 ends a match that backtracks for too long when the
 * script that runs it is over its time; `test` throws PatternTooSlow then. Throws SyntaxError for what
 * is no pattern.
 */
export function boundedPatterns(): (source: string, flags: string) => Tested {
  const script = new Script('found = pattern.test(text)');
  const sandbox: { pattern?: RegExp; text?: string; found: boolean } = { found: false };
  const room = createContext(sandbox);
  let leftMs = BUDGET_MS;
  return (source, flags) => {
    const pattern = new RegExp(source, flags);
    const test = (text: string): boolean => {
      Object.assign(sandbox, { pattern, text });
      const began = performance.now();
      try {
        script.runInContext(room, { timeout: Math.max(1, Math.ceil(leftMs)) });
      } catch {
        throw new PatternTooSlow();
      } finally {
        leftMs -= performance.now() - began;
      }
      return sandbox.found;
    };
    return { test, toString: () => pattern.toString() };
  };
}
