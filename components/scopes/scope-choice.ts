// A scope as one choice of a select: how it is sent, and how it reads.

import type { ScopeSummary } from '@/lib/contracts/scope';

/** `kind:id`, as the contracts of forms take it. */
export function choiceOf(scope: ScopeSummary): string {
  return `${scope.kind}:${scope.id}`;
}

export function labelOf(scope: ScopeSummary): string {
  return scope.kind === 'organization'
    ? `${scope.name} (everything)`
    : `${scope.path} (${scope.kind})`;
}
