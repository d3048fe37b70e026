// Reads from `/api/v1`, and what became of a request that was refused.

import { problem } from '@/lib/contracts/problem';
import type { FieldIssue } from '@/lib/domain/errors';

/** The server refused, or could not be reached (`unreachable`). The message is fit to be shown. */
export class RequestRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly issues: readonly FieldIssue[] = [],
    readonly requestId: string | null = null,
  ) {
    super(message);
    this.name = 'RequestRefused';
  }
}

/** GET `path` below `/api/v1` as JSON. Throws RequestRefused. */
export async function getJson(path: string): Promise<unknown> {
  const response = await fetch(`/api/v1${path}`, {
    headers: { accept: 'application/json' },
  }).catch(() => {
    throw new RequestRefused('unreachable', 'The console cannot be reached. Try again.');
  });
  if (response.ok) return response.json();
  const parsed = problem.safeParse(await response.json().catch(() => null));
  if (!parsed.success) {
    throw new RequestRefused('internal', `The console answered ${response.status}.`);
  }
  const { code, detail, errors, requestId } = parsed.data;
  throw new RequestRefused(code, detail, errors, requestId);
}
