// Groups of people over REST.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  changeGroupInput,
  createGroupInput,
  groupList,
  groupReference,
  groupSummary,
  listGroupsQuery,
} from '@/lib/contracts/group';
import { changeGroup } from '@/lib/services/groups/change-group';
import { createGroup } from '@/lib/services/groups/create-group';
import { deleteGroup } from '@/lib/services/groups/delete-group';
import { listGroups } from '@/lib/services/groups/list-groups';
import { readGroup } from '@/lib/services/groups/read-group';
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

const params = z.object({ group: groupReference });

const list = createRoute({
  method: 'get',
  path: '/groups',
  operationId: 'listGroups',
  tags: ['groups'],
  summary: 'List groups of people with the roles they hold, by slug',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { query: listGroupsQuery },
  responses: { 200: answers('One page.', groupList), ...READ_REFUSALS },
});

const create = createRoute({
  method: 'post',
  path: '/groups',
  operationId: 'createGroup',
  tags: ['groups'],
  summary: 'Make a group of people',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(createGroupInput) },
  responses: { 201: answers('It was made.', groupSummary), ...WRITE_REFUSALS },
});

const read = createRoute({
  method: 'get',
  path: '/groups/{group}',
  operationId: 'readGroup',
  tags: ['groups'],
  summary: 'Read one group, by id or slug, with the roles it holds',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('It.', groupSummary), ...READ_REFUSALS },
});

const change = createRoute({
  method: 'patch',
  path: '/groups/{group}',
  operationId: 'changeGroup',
  tags: ['groups'],
  summary: 'Give a group another name, or say what the identity provider calls it',
  description: 'Whoever signs on with a group of the provider’s name becomes a member.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(changeGroupInput) },
  responses: { 200: answers('It is changed.', groupSummary), ...WRITE_REFUSALS },
});

const remove = createRoute({
  method: 'delete',
  path: '/groups/{group}',
  operationId: 'deleteGroup',
  tags: ['groups'],
  summary: 'Delete a group: its members lose the roles they held through it',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params },
  responses: { 204: { description: 'It no longer exists.' }, ...DELETION_REFUSALS },
});

export function addGroups(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) => c.json(await listGroups(c.var.ctx, c.req.valid('query')), 200));
  api.openapi(create, async (c) => c.json(await createGroup(c.var.ctx, c.req.valid('json')), 201));
  api.openapi(read, async (c) =>
    c.json(await readGroup(c.var.ctx, c.req.valid('param').group), 200),
  );
  api.openapi(change, async (c) =>
    c.json(await changeGroup(c.var.ctx, c.req.valid('param').group, c.req.valid('json')), 200),
  );
  api.openapi(remove, async (c) => {
    await deleteGroup(c.var.ctx, c.req.valid('param').group);
    return c.body(null, 204);
  });
}
