// Checks of values at external backends over REST: whether a reference resolves, and never what to.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { secretCheck } from '@/lib/contracts/backend-facts';
import { checkSecretName } from '@/lib/domain/secret-name';
import { checkSecret } from '@/lib/services/secrets/check-secret';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, DELETION_REFUSALS, SECURITY } from './describe-route';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

function routeOf({ path, name, params }: Place) {
  return createRoute({
    tags: ['secrets'],
    security: SECURITY,
    method: 'post',
    path: `${path}/secrets/{key}/check`,
    operationId: `check${name}Secret`,
    summary: 'Ask the external backend of a secret whether its reference resolves',
    description:
      'Says its version, since when, and when the backend rotates it; nothing of the value. Takes no body.',
    middleware: [authenticated] as const,
    request: { params: params.extend({ key: z.string() }) },
    responses: { 200: answers('What the backend said.', secretCheck), ...DELETION_REFUSALS },
  });
}

export function addSecretChecks(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    api.openapi(routeOf(place), async (c) => {
      const key = checkSecretName(c.req.valid('param').key);
      return c.json(await checkSecret(c.var.ctx, referenceOf(place, c), key), 200);
    });
  }
}
