// Teams, workspaces and apps over REST.

import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { createScopeInput, listScopesQuery, scopeList, scopeSummary } from '@/lib/contracts/scope';
import { createScope } from '@/lib/services/scopes/create-scope';
import { listScopes } from '@/lib/services/scopes/list-scopes';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';

const create = createRoute({
  method: 'post',
  path: '/scopes',
  operationId: 'createScope',
  tags: ['scopes'],
  summary: 'Make a team, a workspace or an app',
  description: 'Without `parent` it lies in the organization, or in its default team or workspace.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(createScopeInput) },
  responses: { 201: answers('It was made.', scopeSummary), ...WRITE_REFUSALS },
});

const list = createRoute({
  method: 'get',
  path: '/scopes',
  operationId: 'listScopes',
  tags: ['scopes'],
  summary: 'List the scopes you may know of, by path',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { query: listScopesQuery },
  responses: { 200: answers('One page.', scopeList), ...READ_REFUSALS },
});

export function addScopes(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(create, async (c) => c.json(await createScope(c.var.ctx, c.req.valid('json')), 201));
  api.openapi(list, async (c) => c.json(await listScopes(c.var.ctx, c.req.valid('query')), 200));
}
