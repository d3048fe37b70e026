import { expect, it } from 'vitest';
import { isEarlierVersion } from './backend-version';

const vault = { backend: 'vault', reference: 'billing?key=password' } as const;

it('a backend that counts lags behind where its number is smaller, however many digits it has', () => {
  expect(isEarlierVersion({ ...vault, known: '10', version: '9' })).toBe(true);
  expect(isEarlierVersion({ ...vault, known: '9', version: '10' })).toBe(false);
  expect(isEarlierVersion({ ...vault, known: '9', version: '9' })).toBe(false);
});

it('a version that is no number, was never seen, or was asked for by its number lags behind nothing', () => {
  expect(isEarlierVersion({ ...vault, known: 'b', version: '1' })).toBe(false);
  expect(isEarlierVersion({ ...vault, known: null, version: '1' })).toBe(false);
  const pinned = { ...vault, reference: 'billing?key=password&version=1' };
  expect(isEarlierVersion({ ...pinned, known: '2', version: '1' })).toBe(false);
  expect(isEarlierVersion({ ...vault, backend: 'aws', known: '2', version: '1' })).toBe(false);
});
