// What describes a secret, and what depends on it, over REST.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { describeSecretBody, secretDependents, secretSummary } from '@/lib/contracts/secret';
import { checkSecretName } from '@/lib/domain/secret-name';
import { describeSecret } from '@/lib/services/secrets/describe-secret';
import { listDependents } from '@/lib/services/secrets/list-dependents';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';
import { readPrecondition, versionTag } from './precondition';
import { ETAG, PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

function routesOf({ path, name, params }: Place) {
  const shared = { tags: ['secrets'], security: SECURITY };
  const ofSecret = params.extend({ key: z.string() });
  const describe = createRoute({
    ...shared,
    method: 'patch',
    path: `${path}/secrets/{key}`,
    operationId: `describe${name}Secret`,
    summary: 'Change what describes a secret, and leave its value alone',
    description: 'What is left out stays as it was; null takes it away.',
    middleware: [authenticated, jsonBody] as const,
    request: {
      params: ofSecret,
      headers: z.object({ 'if-match': z.string().optional() }),
      body: takes(describeSecretBody),
    },
    responses: {
      200: { ...answers('As it is described now.', secretSummary), headers: ETAG },
      ...WRITE_REFUSALS,
    },
  });
  const dependents = createRoute({
    ...shared,
    method: 'get',
    path: `${path}/secrets/{key}/dependents`,
    operationId: `list${name}SecretDependents`,
    summary: 'List what would break without a secret: the aliases that deliver its value',
    middleware: [authenticated] as const,
    request: { params: ofSecret },
    responses: {
      200: answers('All of them, by scope and name.', secretDependents),
      ...READ_REFUSALS,
    },
  });
  return { describe, dependents };
}

export function addSecretDescriptions(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    const { describe, dependents } = routesOf(place);
    api.openapi(describe, async (c) => {
      const key = checkSecretName(c.req.valid('param').key);
      const { ifVersion, ...fields } = c.req.valid('json');
      const wanted = readPrecondition(c.req.valid('header')['if-match'], ifVersion);
      const secret = await describeSecret(c.var.ctx, referenceOf(place, c), key, {
        ...fields,
        ifVersion: wanted,
      });
      c.header('ETag', versionTag(secret.version));
      return c.json(secret, 200);
    });
    api.openapi(dependents, async (c) => {
      const key = checkSecretName(c.req.valid('param').key);
      return c.json(await listDependents(c.var.ctx, referenceOf(place, c), key), 200);
    });
  }
}
