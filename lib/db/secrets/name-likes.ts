// Name patterns (`lib/domain/name-pattern.ts`) as PostgreSQL compares them.

import 'server-only';

/** For `name LIKE ANY (…::text[])`; an empty list stands for every name and is the caller's to check. */
export function nameLikes(patterns: readonly string[]): string[] {
  return patterns.map((one) => one.replaceAll('_', '\\_').replaceAll('*', '%'));
}
