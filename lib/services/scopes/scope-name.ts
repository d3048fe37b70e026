// The rules for what people call a scope, and what else has a name and a slug.

import 'server-only';
import { ruleBroken } from '@/lib/domain/errors';
import { isSlug } from '@/lib/domain/scope';

/** Answers with the name as it is kept: trimmed. Throws 422 for an empty one or control characters. */
export function checkScopeName(text: string): string {
  const name = text.trim();
  if (name.length === 0) throw ruleBroken('/name', 'name_empty', 'Give it a name.');
  if (/\p{Cc}/u.test(name)) {
    throw ruleBroken('/name', 'name_control', 'Use a name without control characters.');
  }
  return name;
}

/** Throws 422 for what is no slug. */
export function checkSlug(slug: string): string {
  if (isSlug(slug)) return slug;
  throw ruleBroken(
    '/slug',
    'slug_pattern',
    'Use 1 to 63 lower-case letters, digits and single hyphens between them.',
  );
}
