// Integrations over REST, the same for every kind of scope.

import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import 'server-only';
import {
  changeIntegrationBody,
  createIntegrationBody,
  deleteIntegrationQuery,
  integration,
  integrationList,
  listIntegrationsQuery,
} from '@/lib/contracts/integration';
import { changeIntegration } from '@/lib/services/integrations/change-integration';
import { createIntegration } from '@/lib/services/integrations/create-integration';
import { deleteIntegration } from '@/lib/services/integrations/delete-integration';
import { listIntegrations, readIntegration } from '@/lib/services/integrations/list-integrations';
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
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

const slug = z.object({ slug: z.string().max(64) });
const tags = ['integrations'];

function routesOf({ path, name, params }: Place) {
  const one = { path: `${path}/integrations/{slug}`, tags, security: SECURITY };
  const all = { path: `${path}/integrations`, tags, security: SECURITY };
  return {
    list: createRoute({
      ...all,
      method: 'get',
      operationId: `list${name}Integrations`,
      summary: 'List integrations: configuration, and which platform secrets fill them; no values',
      middleware: [authenticated] as const,
      request: { params, query: listIntegrationsQuery },
      responses: { 200: answers('One page.', integrationList), ...READ_REFUSALS },
    }),
    create: createRoute({
      ...all,
      method: 'post',
      operationId: `create${name}Integration`,
      summary: 'Make an integration: its schema, and its configuration without secrets',
      middleware: [authenticated, jsonBody] as const,
      request: { params, body: takes(createIntegrationBody) },
      responses: { 201: answers('It was made.', integration), ...WRITE_REFUSALS },
    }),
    read: createRoute({
      ...one,
      method: 'get',
      operationId: `read${name}Integration`,
      summary: 'Read an integration of the scope itself',
      middleware: [authenticated] as const,
      request: { params: params.extend(slug.shape) },
      responses: { 200: answers('The integration.', integration), ...READ_REFUSALS },
    }),
    change: createRoute({
      ...one,
      method: 'patch',
      operationId: `change${name}Integration`,
      summary: 'Change an integration; what is left out stays',
      middleware: [authenticated, jsonBody] as const,
      request: { params: params.extend(slug.shape), body: takes(changeIntegrationBody) },
      responses: { 200: answers('It is of its next version.', integration), ...WRITE_REFUSALS },
    }),
    remove: createRoute({
      ...one,
      method: 'delete',
      operationId: `delete${name}Integration`,
      summary: 'Delete an integration',
      middleware: [authenticated] as const,
      request: { params: params.extend(slug.shape), query: deleteIntegrationQuery },
      responses: { 204: { description: 'It is gone.' }, ...DELETION_REFUSALS },
    }),
  };
}

export function addIntegrations(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    const { list, create, read, change, remove } = routesOf(place);
    api.openapi(list, async (c) =>
      c.json(await listIntegrations(c.var.ctx, referenceOf(place, c), c.req.valid('query')), 200),
    );
    api.openapi(create, async (c) =>
      c.json(await createIntegration(c.var.ctx, referenceOf(place, c), c.req.valid('json')), 201),
    );
    api.openapi(read, async (c) =>
      c.json(
        await readIntegration(c.var.ctx, referenceOf(place, c), c.req.valid('param').slug),
        200,
      ),
    );
    api.openapi(change, async (c) => {
      const { slug: named } = c.req.valid('param');
      const body = c.req.valid('json');
      return c.json(await changeIntegration(c.var.ctx, referenceOf(place, c), named, body), 200);
    });
    api.openapi(remove, async (c) => {
      const { slug: named } = c.req.valid('param');
      await deleteIntegration(c.var.ctx, referenceOf(place, c), named, c.req.valid('query'));
      return c.body(null, 204);
    });
  }
}
