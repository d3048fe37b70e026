// What a start tells the terminal: one line when a step begins, one with its time when it is done.

import { performance } from 'node:perf_hooks';

/** An expected end: the message says what to do, and no stack is printed. */
export class Failure extends Error {}

/**
 * Runs `work` under a printed heading.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const begun = performance.now();
  console.log(`${name} …`);
  const result = await work();
  console.log(`  done in ${seconds(performance.now() - begun)}`);
  return result;
}

/** @param {number} milliseconds */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
