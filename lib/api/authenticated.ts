// Who asks: a machine token or a person's session, or the request ends here.

import 'server-only';
import type { MiddlewareHandler } from 'hono';
import { actorOfRequest } from '@/lib/auth/actor-of-request';
import { checkOrigin } from '@/lib/auth/check-origin';
import { reissuedCookie } from '@/lib/auth/reissue-session';
import { KeystowError } from '@/lib/domain/errors';
import type { ApiEnvironment } from './api-environment';

const READS = ['GET', 'HEAD'];

/**
 * Put before everything else of a route. Throws 401 without an actor, 403 `cross_site` for a write
 * that rests on a cookie and does not come from the console. A cookie that an older JWT secret signed
 * is answered with a new one.
 */
export const authenticated: MiddlewareHandler<ApiEnvironment> = async (c, next) => {
  const installation = await c.var.installation();
  const { headers } = c.req.raw;
  const found = await actorOfRequest(installation, headers);
  if (!found) throw new KeystowError('unauthenticated');
  if (found.via === 'session' && !READS.includes(c.req.method)) {
    checkOrigin(installation.env, headers);
  }
  c.set('ctx', { installation, actor: found.actor, requestId: c.var.requestId });
  await next();
  if (found.via === 'token') return;
  const cookie = await reissuedCookie(installation, headers.get('cookie') ?? '');
  if (cookie !== null) c.header('Set-Cookie', cookie, { append: true });
};
