import { expect, it } from 'vitest';
import { KeystowError } from '@/lib/domain/errors';
import { EXTERNAL_BYTES_MAX, EXTERNAL_NAMES_MAX, ExternalBudget } from './external-budget';

function refusalOf(work: () => void): KeystowError {
  try {
    work();
  } catch (error) {
    if (error instanceof KeystowError) return error;
  }
  throw new TypeError('It was not refused.');
}

it('a delivery fetches a thousand names, and refuses one more before any is asked for', () => {
  const budget = new ExternalBudget();
  budget.takeNames(EXTERNAL_NAMES_MAX - 1);
  budget.takeNames(1);
  const refused = refusalOf(() => budget.takeNames(1));
  expect([refused.code, refused.message]).toEqual(['too_large', expect.stringContaining('--only')]);
});

it('a delivery fetches two MiB together, and names the largest where it would be more', () => {
  const budget = new ExternalBudget();
  budget.takeValue('SMALL', 1024);
  budget.takeValue('LARGE', 64 * 1024);
  budget.takeValue('REST', EXTERNAL_BYTES_MAX - 65 * 1024);
  const { code, message } = refusalOf(() => budget.takeValue('ONE_MORE', 1));
  expect(code).toBe('too_large');
  expect(message).toContain('REST (1983 KiB), LARGE (64 KiB), SMALL (1 KiB)');
});

it('a delivery that nobody waits for is given up', () => {
  const gone = new AbortController();
  const budget = new ExternalBudget(gone.signal);
  budget.requireWaiting();
  gone.abort();
  expect(refusalOf(() => budget.requireWaiting()).code).toBe('unavailable');
});
