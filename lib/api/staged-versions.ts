// Staged versions over REST: a value that waits beside the current one, and what becomes of it.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { secretSummary } from '@/lib/contracts/secret';
import { namedVersionBody, stageSecretBody } from '@/lib/contracts/version';
import { checkSecretName } from '@/lib/domain/secret-name';
import { discardStaged, promoteSecret } from '@/lib/services/secrets/promote-versions';
import { stageSecret } from '@/lib/services/secrets/stage-secret';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';
import { readPrecondition, versionTag } from './precondition';
import { readSubmittedValue } from './read-secret-body';
import { ETAG, PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

function routesOf({ path, name, params }: Place) {
  const request = { params: params.extend({ key: z.string() }) };
  const shared = { tags: ['versions'], security: SECURITY };
  const stage = createRoute({
    ...shared,
    method: 'post',
    middleware: [authenticated, jsonBody] as const,
    path: `${path}/secrets/{key}/staged`,
    operationId: `stage${name}Secret`,
    summary: 'Seal a value beside the current one: only runs that ask for staged ones get it',
    description: 'Send `value` or `valueBase64`. A version that was staged before is retired.',
    request: { ...request, body: takes(stageSecretBody) },
    responses: { 201: answers('It is staged.', secretSummary), ...WRITE_REFUSALS },
  });
  const promote = createRoute({
    ...shared,
    method: 'post',
    middleware: [authenticated, jsonBody] as const,
    path: `${path}/secrets/{key}/promote`,
    operationId: `promote${name}Secret`,
    summary: 'Make the staged version current',
    request: { ...request, body: takes(namedVersionBody) },
    responses: {
      200: { ...answers('It is current.', secretSummary), headers: ETAG },
      ...WRITE_REFUSALS,
    },
  });
  const discard = createRoute({
    ...shared,
    method: 'post',
    middleware: [authenticated, jsonBody] as const,
    path: `${path}/secrets/{key}/discard`,
    operationId: `discard${name}Secret`,
    summary: 'Retire the staged version',
    request: { ...request, body: takes(namedVersionBody) },
    responses: { 204: { description: 'It is retired.' }, ...WRITE_REFUSALS },
  });
  return { stage, promote, discard };
}

export function addStagedVersions(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    const { stage, promote, discard } = routesOf(place);
    api.openapi(stage, async (c) => {
      const key = checkSecretName(c.req.valid('param').key);
      const { value, valueBase64, reason, ifVersion: wanted } = c.req.valid('json');
      const ifVersion = readPrecondition(undefined, wanted);
      const read = readSubmittedValue({ value, valueBase64 });
      const input = { key, ...read, reason, ifVersion };
      return c.json(await stageSecret(c.var.ctx, referenceOf(place, c), input), 201);
    });
    api.openapi(promote, async (c) => {
      const key = checkSecretName(c.req.valid('param').key);
      const { version } = c.req.valid('json');
      const secret = await promoteSecret(c.var.ctx, referenceOf(place, c), key, version);
      c.header('ETag', versionTag(secret.version));
      return c.json(secret, 200);
    });
    api.openapi(discard, async (c) => {
      const key = checkSecretName(c.req.valid('param').key);
      const { version } = c.req.valid('json');
      await discardStaged(c.var.ctx, referenceOf(place, c), key, version);
      return c.body(null, 204);
    });
  }
}
