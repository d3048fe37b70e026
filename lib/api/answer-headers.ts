// What every answer carries: the request's id, and that nobody may keep a copy.

import 'server-only';
import type { MiddlewareHandler } from 'hono';
import { newUuid } from '@/lib/domain/ids';
import type { ApiEnvironment } from './api-environment';
import { answerError } from './problem-response';
import { routePattern } from './route-pattern';

/** A UUID, or 32 hex digits as proxies and W3C Trace Context make them. */
const REQUEST_ID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** No cache keeps it, and a browser that opens it as a page runs, frames and embeds nothing. */
const SAFE = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

const EVENTS = 'text/event-stream';
const UNTOUCHED = 'no-store, no-transform';

/** Comes first. Takes a well-formed `X-Request-Id` over, so that logs of a proxy can be matched. */
export const answerHeaders: MiddlewareHandler<ApiEnvironment> = async (c, next) => {
  const given = c.req.header('x-request-id') ?? '';
  const requestId = REQUEST_ID.test(given) ? given : newUuid();
  const began = performance.now();
  c.set('requestId', requestId);
  try {
    await next();
  } catch (thrown) {
    // Hono hands only instances of Error to its error handler.
    c.res = answerError(thrown, c);
  }
  c.header('X-Request-Id', requestId);
  for (const [name, value] of Object.entries(SAFE)) c.header(name, value);
  // What compresses on the way would hold events back.
  if (c.res.headers.get('Content-Type') === EVENTS) c.header('Cache-Control', UNTOUCHED);
  const { method } = c.req;
  const route = routePattern(c);
  const ms = Math.round(performance.now() - began);
  c.var.log.debug({ requestId, method, route, status: c.res.status, ms }, 'request');
};
