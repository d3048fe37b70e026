// The bin over REST: what was deleted from a scope, brought back or purged.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { binList, listBinQuery } from '@/lib/contracts/bin';
import { secretSummary } from '@/lib/contracts/secret';
import { listBin } from '@/lib/services/secrets/list-bin';
import { purgeSecret } from '@/lib/services/secrets/purge-secret';
import { restoreSecret } from '@/lib/services/secrets/restore-secret';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import {
  answers,
  DELETION_REFUSALS,
  READ_REFUSALS,
  SECURITY,
  WRITE_REFUSALS,
} from './describe-route';
import { versionTag } from './precondition';
import { ETAG, PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

function routesOf({ path, name, params }: Place) {
  const shared = { tags: ['bin'], security: SECURITY };
  const entry = params.extend({ secretId: z.string() });
  const list = createRoute({
    ...shared,
    method: 'get',
    path: `${path}/bin`,
    operationId: `list${name}Bin`,
    summary: 'List what was deleted in the last 30 days, newest first',
    middleware: [authenticated] as const,
    request: { params, query: listBinQuery },
    responses: { 200: answers('One page.', binList), ...READ_REFUSALS },
  });
  const restore = createRoute({
    ...shared,
    method: 'post',
    path: `${path}/bin/{secretId}/restore`,
    operationId: `restore${name}Secret`,
    summary: 'Take a secret out of the bin, with all its versions',
    description: 'Takes no body. Refused with 409 when the name was taken meanwhile.',
    middleware: [authenticated] as const,
    request: { params: entry },
    responses: {
      200: { ...answers('It is back.', secretSummary), headers: ETAG },
      ...WRITE_REFUSALS,
    },
  });
  const purge = createRoute({
    ...shared,
    method: 'delete',
    path: `${path}/bin/{secretId}`,
    operationId: `purge${name}Secret`,
    summary: 'Destroy a deleted secret with all its versions, for good',
    middleware: [authenticated] as const,
    request: { params: entry },
    responses: { 204: { description: 'It no longer exists.' }, ...DELETION_REFUSALS },
  });
  return { list, restore, purge };
}

export function addBin(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    const { list, restore, purge } = routesOf(place);
    api.openapi(list, async (c) =>
      c.json(await listBin(c.var.ctx, referenceOf(place, c), c.req.valid('query')), 200),
    );
    api.openapi(restore, async (c) => {
      const { secretId } = c.req.valid('param');
      const secret = await restoreSecret(c.var.ctx, referenceOf(place, c), secretId);
      c.header('ETag', versionTag(secret.version));
      return c.json(secret, 200);
    });
    api.openapi(purge, async (c) => {
      await purgeSecret(c.var.ctx, referenceOf(place, c), c.req.valid('param').secretId);
      return c.body(null, 204);
    });
  }
}
