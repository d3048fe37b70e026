import { expect, it } from 'vitest';
import { rowStep } from './row-step';

it('moves by one, by a page and to the ends, and stays within the list', () => {
  const from = (at: number) => (key: string) => rowStep(key, at, 20_000, 15);
  expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'].map(from(100))).toEqual([
    101, 99, 115, 85, 0, 19_999,
  ]);
  expect(['ArrowDown', 'PageDown', 'End'].map(from(19_999))).toEqual([19_999, 19_999, 19_999]);
  expect(['ArrowUp', 'PageUp', 'Home'].map(from(0))).toEqual([0, 0, 0]);
});

it('leaves every other key to whom it belongs', () => {
  expect(['Enter', ' ', 'Tab', 'a', 'ArrowLeft'].map((key) => rowStep(key, 3, 9, 5))).toEqual(
    Array(5).fill(null),
  );
});
