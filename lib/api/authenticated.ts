// Who asks: a machine token or a person's session, or the request ends here.

import 'server-only';
import type { Context, MiddlewareHandler, Next } from 'hono';
import { actorOfRequest } from '@/lib/auth/actor-of-request';
import type { RequestActor } from '@/lib/auth/actor-of-request';
import { checkOrigin } from '@/lib/auth/check-origin';
import { reissuedCookie } from '@/lib/auth/reissue-session';
import { KeystowError } from '@/lib/domain/errors';
import type { ApiEnvironment } from './api-environment';

const READS = ['GET', 'HEAD'];

/**
 * Put before everything else of a route. Throws 401 without an actor and for a brief's callback token,
 * 403 `cross_site` for a write that rests on a cookie and does not come from the console. A cookie that
 * an older JWT secret signed is answered with a new one.
 */
export const authenticated: MiddlewareHandler<ApiEnvironment> = (c, next) =>
  letIn(c, next, ['token', 'session']);

/** As `authenticated`, and for whoever runs a brief too: what is his the service decides. */
export const authenticatedOrCallback: MiddlewareHandler<ApiEnvironment> = (c, next) =>
  letIn(c, next, ['token', 'session', 'callback']);

async function letIn(
  c: Context<ApiEnvironment>,
  next: Next,
  ways: readonly RequestActor['via'][],
): Promise<void> {
  const installation = await c.var.installation();
  const { headers } = c.req.raw;
  const found = await actorOfRequest(installation, headers);
  if (!found || !ways.includes(found.via)) throw new KeystowError('unauthenticated');
  if (found.via === 'session' && !READS.includes(c.req.method)) {
    checkOrigin(installation.env, headers);
  }
  c.set('ctx', { installation, actor: found.actor, requestId: c.var.requestId });
  await next();
  if (found.via !== 'session') return;
  const cookie = await reissuedCookie(installation, headers.get('cookie') ?? '');
  if (cookie !== null) c.header('Set-Cookie', cookie, { append: true });
}
