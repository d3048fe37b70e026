// Tags of secrets: short words with one spelling each.

import { ruleBroken } from './errors';

export const TAGS_MAX = 20;
export const TAG_PATTERN = /^[a-z0-9][a-z0-9_.:-]{0,39}$/;

/** Each once, in order. Throws 422 at `/tags` where one breaks the rule or there are too many. */
export function checkTags(tags: readonly string[]): string[] {
  const each = [...new Set(tags)].sort();
  if (each.length > TAGS_MAX) {
    throw ruleBroken('/tags', 'tags_too_many', `Give at most ${TAGS_MAX} tags.`);
  }
  if (!each.every((tag) => TAG_PATTERN.test(tag))) {
    const remedy =
      'A tag has up to 40 lower-case letters, digits and _ . : - and begins with a letter or a digit.';
    throw ruleBroken('/tags', 'tag_pattern', remedy);
  }
  return each;
}
