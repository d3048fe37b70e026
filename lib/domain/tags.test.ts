import { expect, it } from 'vitest';
import { checkTags, TAGS_MAX } from './tags';

it('tags are kept once each, in order', () => {
  expect(checkTags(['pci', 'billing', 'pci', 'team:core', '2fa'])).toEqual([
    '2fa',
    'billing',
    'pci',
    'team:core',
  ]);
});

it.each(['', 'PCI', 'two words', '-a', 'a,b', 'é', 'a'.repeat(41), 'a\n'])(
  'a tag has one spelling, in lower case: not %j',
  (tag) => {
    expect(() => checkTags([tag])).toThrow(/lower-case/);
  },
);

it('there are not many on one secret', () => {
  const many = Array.from({ length: TAGS_MAX }, (_, index) => `t${index}`);
  expect(checkTags(many)).toHaveLength(TAGS_MAX);
  expect(() => checkTags([...many, 'one-more'])).toThrow(/at most 20/);
});
