import { expect, it } from 'vitest';
import { readPrecondition, versionTag } from './precondition';

it('reads the version of an entity tag, quoted or bare, or any version', () => {
  expect(readPrecondition('"3"', undefined)).toBe(3);
  expect(readPrecondition(' 3 ', undefined)).toBe(3);
  expect(readPrecondition('*', undefined)).toBe('*');
  expect(readPrecondition(versionTag(12), undefined)).toBe(12);
});

it('takes the field where there is no header, and both where they agree', () => {
  expect(readPrecondition(undefined, 0)).toBe(0);
  expect(readPrecondition(undefined, '*')).toBe('*');
  expect(readPrecondition('"3"', 3)).toBe(3);
  expect(readPrecondition(undefined, undefined)).toBeUndefined();
});

it.each([['"3", "4"'], ['W/"3"'], ['three'], [''], ['-1'], ['1e3'], ['"3'], ['9999999999']])(
  'refuses what it cannot hold a version against: %j',
  (text) => {
    expect(() => readPrecondition(text, undefined)).toThrow('If-Match');
  },
);

it('refuses a header and a field that contradict each other', () => {
  expect(() => readPrecondition('"3"', 4)).toThrow('contradict');
  expect(() => readPrecondition('*', 0)).toThrow('contradict');
});

it('takes If-None-Match: * as "must be new", and nothing else of that header', () => {
  expect(readPrecondition(undefined, undefined, '*')).toBe(0);
  expect(() => readPrecondition(undefined, undefined, '"3"')).toThrow('If-None-Match');
  expect(() => readPrecondition('"3"', undefined, '*')).toThrow('If-None-Match');
});
