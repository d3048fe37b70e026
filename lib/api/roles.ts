// Roles over REST: the built-in ones, and those that an organization makes.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  changeRoleInput,
  createRoleInput,
  roleList,
  roleReference,
  roleSummary,
} from '@/lib/contracts/role';
import { changeRole } from '@/lib/services/roles/change-role';
import { createRole } from '@/lib/services/roles/create-role';
import { deleteRole } from '@/lib/services/roles/delete-role';
import { listRoles } from '@/lib/services/roles/list-roles';
import { readRole } from '@/lib/services/roles/read-role';
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

const params = z.object({ role: roleReference });

const list = createRoute({
  method: 'get',
  path: '/roles',
  operationId: 'listRoles',
  tags: ['roles'],
  summary: 'List the roles that can be granted, with what each gives',
  description: 'All at once: `next` is always null.',
  security: SECURITY,
  middleware: [authenticated] as const,
  responses: { 200: answers('All of them.', roleList), ...READ_REFUSALS },
});

const create = createRoute({
  method: 'post',
  path: '/roles',
  operationId: 'createRole',
  tags: ['roles'],
  summary: 'Make a role of your own: a named set of permissions',
  description: 'Nobody makes a role that can do more than he can.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(createRoleInput) },
  responses: { 201: answers('It was made.', roleSummary), ...WRITE_REFUSALS },
});

const read = createRoute({
  method: 'get',
  path: '/roles/{role}',
  operationId: 'readRole',
  tags: ['roles'],
  summary: 'Read one role, by id or slug',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('It.', roleSummary), ...READ_REFUSALS },
});

const change = createRoute({
  method: 'patch',
  path: '/roles/{role}',
  operationId: 'changeRole',
  tags: ['roles'],
  summary: 'Change what a role of your own gives, or its name',
  description:
    'All who hold it have the change at once. Tokens that they made keep what they were given. The slug stays.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(changeRoleInput) },
  responses: { 200: answers('It is changed.', roleSummary), ...WRITE_REFUSALS },
});

const remove = createRoute({
  method: 'delete',
  path: '/roles/{role}',
  operationId: 'deleteRole',
  tags: ['roles'],
  summary: 'Delete a role of your own that nobody holds',
  description: '409 names who holds it, or has an open invitation to it.',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params },
  responses: { 204: { description: 'It no longer exists.' }, ...DELETION_REFUSALS },
});

export function addRoles(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) => c.json(await listRoles(c.var.ctx), 200));
  api.openapi(create, async (c) => c.json(await createRole(c.var.ctx, c.req.valid('json')), 201));
  api.openapi(read, async (c) => c.json(await readRole(c.var.ctx, c.req.valid('param').role), 200));
  api.openapi(change, async (c) =>
    c.json(await changeRole(c.var.ctx, c.req.valid('param').role, c.req.valid('json')), 200),
  );
  api.openapi(remove, async (c) => {
    await deleteRole(c.var.ctx, c.req.valid('param').role);
    return c.body(null, 204);
  });
}
