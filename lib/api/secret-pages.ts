// Maps of long lists of secrets: their length and where each page begins.

import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { secretPageStarts, secretPageStartsQuery } from '@/lib/contracts/secret';
import { mapSecretPages } from '@/lib/services/secrets/map-secret-pages';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY } from './describe-route';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

/** No secret has a name with a hyphen, so the path stands for nothing else. */
function routeOf({ path, name, params }: Place) {
  return createRoute({
    tags: ['secrets'],
    security: SECURITY,
    method: 'get',
    path: `${path}/secrets/page-starts`,
    operationId: `map${name}Secrets`,
    summary: 'Count a list and say where its pages begin',
    description: 'With the same filters and order as the list; nothing of a secret is answered.',
    middleware: [authenticated] as const,
    request: { params, query: secretPageStartsQuery },
    responses: { 200: answers('The map.', secretPageStarts), ...READ_REFUSALS },
  });
}

export function addSecretPages(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    api.openapi(routeOf(place), async (c) =>
      c.json(await mapSecretPages(c.var.ctx, referenceOf(place, c), c.req.valid('query')), 200),
    );
  }
}
