// Teams, workspaces and apps over REST.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  createScopeInput,
  deleteScopeQuery,
  listScopesQuery,
  renameScopeInput,
  scopeContents,
  scopeList,
  scopeReference,
  scopeSummary,
} from '@/lib/contracts/scope';
import { anyKind } from '@/lib/services/access/authorize';
import { createScope } from '@/lib/services/scopes/create-scope';
import { deleteScope } from '@/lib/services/scopes/delete-scope';
import { listScopes } from '@/lib/services/scopes/list-scopes';
import { readScope } from '@/lib/services/scopes/read-scope';
import { readScopeContents } from '@/lib/services/scopes/read-scope-contents';
import { renameScope } from '@/lib/services/scopes/rename-scope';
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

const params = z.object({ id: scopeReference });

const read = createRoute({
  method: 'get',
  path: '/scopes/{id}',
  operationId: 'readScope',
  tags: ['scopes'],
  summary: 'One scope',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('It.', scopeSummary), ...READ_REFUSALS },
});

const contents = createRoute({
  method: 'get',
  path: '/scopes/{id}/contents',
  operationId: 'readScopeContents',
  tags: ['scopes'],
  summary: 'What would be deleted with a scope: numbers, and the first names of each kind',
  description: 'Names are of those things only that the caller may list, at most 20 of each kind.',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('All at and below it.', scopeContents), ...READ_REFUSALS },
});

const rename = createRoute({
  method: 'patch',
  path: '/scopes/{id}',
  operationId: 'renameScope',
  tags: ['scopes'],
  summary: 'Give a scope another name',
  description:
    'Its slug and its path stay: programs use them as addresses, and one that was free again could soon belong to something else.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(renameScopeInput) },
  responses: { 200: answers('It has the name.', scopeSummary), ...WRITE_REFUSALS },
});

const remove = createRoute({
  method: 'delete',
  path: '/scopes/{id}',
  operationId: 'deleteScope',
  tags: ['scopes'],
  summary: 'Delete a scope with everything in it and below, and the keys that open its values',
  description:
    'It cannot be brought back. Where anything lies in it, `confirm` must be its path, else the answer is 409 `confirm_needed`. Machine tokens on it are revoked. The audit log stays; backups made before still hold the sealed values and the keys of their time.',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params, query: deleteScopeQuery },
  responses: { 204: { description: 'It no longer exists.' }, ...DELETION_REFUSALS },
});

export function addScopes(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(create, async (c) => c.json(await createScope(c.var.ctx, c.req.valid('json')), 201));
  api.openapi(list, async (c) => c.json(await listScopes(c.var.ctx, c.req.valid('query')), 200));
  api.openapi(read, async (c) =>
    c.json(await readScope(c.var.ctx, anyKind(c.req.valid('param').id)), 200),
  );
  api.openapi(contents, async (c) =>
    c.json(await readScopeContents(c.var.ctx, anyKind(c.req.valid('param').id)), 200),
  );
  api.openapi(rename, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await renameScope(c.var.ctx, anyKind(id), c.req.valid('json')), 200);
  });
  api.openapi(remove, async (c) => {
    const { confirm } = c.req.valid('query');
    await deleteScope(c.var.ctx, anyKind(c.req.valid('param').id), confirm);
    return c.body(null, 204);
  });
}
