// The rules for what people call a scope.

import 'server-only';
import { ruleBroken } from '@/lib/domain/errors';

/** Answers with the name as it is kept: trimmed. Throws 422 for an empty one or control characters. */
export function checkScopeName(text: string): string {
  const name = text.trim();
  if (name.length === 0) throw ruleBroken('/name', 'name_empty', 'Give it a name.');
  if (/\p{Cc}/u.test(name)) {
    throw ruleBroken('/name', 'name_control', 'Use a name without control characters.');
  }
  return name;
}
