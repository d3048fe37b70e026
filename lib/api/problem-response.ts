// The one mapper from errors to answers: application/problem+json (RFC 9457), quoting nothing.

import 'server-only';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { toProblem } from '@/lib/contracts/problem';
import { KeystowError } from '@/lib/domain/errors';
import { asRefusal } from '@/lib/services/health/as-refusal';
import type { ApiEnvironment } from './api-environment';
import { routePattern } from './route-pattern';

/** Refusals become their problem; whatever nobody expected is logged and becomes a blank 500. */
export function answerError(error: unknown, c: Context<ApiEnvironment>): Response {
  const refusal = asRefusal(error) ?? refusalOfHono(error) ?? new KeystowError('internal');
  if (refusal.status >= 500) {
    const { requestId, log } = c.var;
    const facts = { err: error, requestId, method: c.req.method, route: routePattern(c) };
    if (refusal.code === 'unavailable') log.warn(facts, 'database unavailable');
    else log.error(facts, 'request failed');
  }
  return problemResponse(refusal, c.var.requestId);
}

/** The refusal as a response, with the header fields that belong to its status. */
export function problemResponse(
  refusal: KeystowError,
  requestId: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  const headers = new Headers({ 'Content-Type': 'application/problem+json', ...more });
  const { retryAfterSeconds } = refusal.extras;
  if (retryAfterSeconds !== undefined) headers.set('Retry-After', String(retryAfterSeconds));
  if (refusal.status === 401) headers.set('WWW-Authenticate', 'Bearer');
  return Response.json(toProblem(refusal, requestId), { status: refusal.status, headers });
}

/** Hono's own validators refuse what `jsonBody` has let through only when a route lacks it. */
function refusalOfHono(error: unknown): KeystowError | null {
  const known = error instanceof HTTPException && error.status < 500;
  return known ? new KeystowError('malformed_request') : null;
}
