// Versions of a secret over REST: the history, a rollback, and the destruction of an older value.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { secretSummary } from '@/lib/contracts/secret';
import { listVersionsQuery, rollBackBody, versionList } from '@/lib/contracts/version';
import { notFound } from '@/lib/domain/errors';
import { checkSecretName } from '@/lib/domain/secret-name';
import { destroyVersion } from '@/lib/services/secrets/destroy-version';
import { listVersions } from '@/lib/services/secrets/list-versions';
import { rollBackSecret } from '@/lib/services/secrets/roll-back-secret';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import {
  answers,
  DELETION_REFUSALS,
  READ_REFUSALS,
  SECURITY,
  takes,
  WRITE_REFUSALS,
} from './describe-route';
import { jsonBody } from './json-body';
import { readPrecondition, versionTag } from './precondition';
import { ETAG, PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

function routesOf({ path, name, params }: Place) {
  const shared = { tags: ['versions'], security: SECURITY };
  const ofSecret = params.extend({ key: z.string() });
  const list = createRoute({
    ...shared,
    method: 'get',
    path: `${path}/secrets/{key}/versions`,
    operationId: `list${name}SecretVersions`,
    summary: 'List the versions of a secret, newest first',
    middleware: [authenticated] as const,
    request: { params: ofSecret, query: listVersionsQuery },
    responses: { 200: answers('One page.', versionList), ...READ_REFUSALS },
  });
  const rollBack = createRoute({
    ...shared,
    method: 'post',
    path: `${path}/secrets/{key}/rollback`,
    operationId: `rollBack${name}Secret`,
    summary: 'Make the value of an older version current again, as a new version',
    middleware: [authenticated, jsonBody] as const,
    request: {
      params: ofSecret,
      headers: z.object({ 'if-match': z.string().optional() }),
      body: takes(rollBackBody),
    },
    responses: {
      200: { ...answers('A new version is current.', secretSummary), headers: ETAG },
      ...WRITE_REFUSALS,
    },
  });
  const destroy = createRoute({
    ...shared,
    method: 'delete',
    path: `${path}/secrets/{key}/versions/{number}`,
    operationId: `destroy${name}SecretVersion`,
    summary: 'Destroy the value of a version that is not current',
    middleware: [authenticated] as const,
    request: { params: ofSecret.extend({ number: z.string() }) },
    responses: { 204: { description: 'Its value no longer exists.' }, ...DELETION_REFUSALS },
  });
  return { list, rollBack, destroy };
}

export function addVersions(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    const { list, rollBack, destroy } = routesOf(place);
    api.openapi(list, async (c) => {
      const key = checkSecretName(c.req.valid('param').key);
      const query = c.req.valid('query');
      return c.json(await listVersions(c.var.ctx, referenceOf(place, c), key, query), 200);
    });
    api.openapi(rollBack, async (c) => {
      const key = checkSecretName(c.req.valid('param').key);
      const { ifVersion, ...input } = c.req.valid('json');
      const wanted = readPrecondition(c.req.valid('header')['if-match'], ifVersion);
      const secret = await rollBackSecret(c.var.ctx, referenceOf(place, c), key, {
        ...input,
        ifVersion: wanted,
      });
      c.header('ETag', versionTag(secret.version));
      return c.json(secret, 200);
    });
    api.openapi(destroy, async (c) => {
      const { key, number } = c.req.valid('param');
      const version = numberOf(number);
      await destroyVersion(c.var.ctx, referenceOf(place, c), checkSecretName(key), version);
      return c.body(null, 204);
    });
  }
}

/** What is no version number names no version. */
function numberOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw notFound('That version');
  return Number(text);
}
