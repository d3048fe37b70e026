import { expect, it } from 'vitest';
import { presenceOf } from './worker';

it.each([
  ['running', 0, 'alive'],
  ['running', 44.9, 'alive'],
  ['running', 45, 'unknown'],
  ['waiting', 899, 'unknown'],
  ['running', 900, 'gone'],
  ['ended', 5000, 'ended'],
] as const)('a worker that said %s %d s ago is %s', (state, silent, expected) => {
  expect(presenceOf(state, silent)).toBe(expected);
});
