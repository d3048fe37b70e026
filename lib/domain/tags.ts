// Tags of secrets: short words with one spelling each.

import { ruleBroken } from './errors';

export const TAGS_MAX = 20;
/** What is said to who gave another. */
export const TAG_EXPECTED =
  'A tag has up to 40 lower-case letters, digits and _ . : - and begins with a letter or a digit.';
export const TAG_PATTERN = /^[a-z0-9][a-z0-9_.:-]{0,39}$/;

/** Each once, in order. Throws 422 at `/tags` where one breaks the rule or there are too many. */
export function checkTags(tags: readonly string[]): string[] {
  const each = [...new Set(tags)].sort();
  if (each.length > TAGS_MAX) {
    throw ruleBroken('/tags', 'tags_too_many', `Give at most ${TAGS_MAX} tags.`);
  }
  if (!each.every((tag) => TAG_PATTERN.test(tag))) {
    throw ruleBroken('/tags', 'tag_pattern', TAG_EXPECTED);
  }
  return each;
}
