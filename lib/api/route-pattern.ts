// The pattern of the route a request came to, for logs: the path itself holds names.

import 'server-only';
import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';

/** Such as `/api/v1/apps/:id/secrets`; ends in `*` where there is no such route. */
export function routePattern(c: Context): string {
  return matchedRoutes(c).at(-1)?.path ?? '';
}
