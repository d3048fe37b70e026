// Who is in a group and what the group may do, over REST.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  addGroupMemberInput,
  groupMember,
  groupMemberList,
  groupReference,
  listGroupMembersQuery,
} from '@/lib/contracts/group';
import { grantRoleInput, memberGrant } from '@/lib/contracts/member';
import { addGroupMember } from '@/lib/services/groups/add-group-member';
import { grantGroupRole } from '@/lib/services/groups/grant-group-role';
import { listGroupMembers } from '@/lib/services/groups/list-group-members';
import { removeGroupMember } from '@/lib/services/groups/remove-group-member';
import { revokeGroupRole } from '@/lib/services/groups/revoke-group-role';
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
  path: '/groups/{group}/members',
  operationId: 'listGroupMembers',
  tags: ['groups'],
  summary: 'List who is in a group, as far as you may see them, by e-mail',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params, query: listGroupMembersQuery },
  responses: { 200: answers('One page.', groupMemberList), ...READ_REFUSALS },
});

const add = createRoute({
  method: 'post',
  path: '/groups/{group}/members',
  operationId: 'addGroupMember',
  tags: ['groups'],
  summary: 'Put a person into a group: he holds its roles at once',
  description: 'The person is named by id or by e-mail.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(addGroupMemberInput) },
  responses: { 201: answers('He is in it.', groupMember), ...WRITE_REFUSALS },
});

const remove = createRoute({
  method: 'delete',
  path: '/groups/{group}/members/{person}',
  operationId: 'removeGroupMember',
  tags: ['groups'],
  summary: 'Take a person out of a group',
  description: '409 for one whom only the identity provider put there.',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params: params.extend({ person: z.string().max(400) }) },
  responses: { 204: { description: 'He is not in it any more.' }, ...DELETION_REFUSALS },
});

const grant = createRoute({
  method: 'post',
  path: '/groups/{group}/roles',
  operationId: 'grantGroupRole',
  tags: ['groups'],
  summary: 'Give a group a role on a scope and everything below it',
  description: 'Any role but owner.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(grantRoleInput) },
  responses: { 201: answers('It is granted.', memberGrant), ...WRITE_REFUSALS },
});

const revoke = createRoute({
  method: 'delete',
  path: '/groups/{group}/roles/{grant}',
  operationId: 'revokeGroupRole',
  tags: ['groups'],
  summary: 'Take a role away from a group',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params: params.extend({ grant: z.string().max(400) }) },
  responses: { 204: { description: 'It is taken away.' }, ...DELETION_REFUSALS },
});

export function addGroupMembers(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) => {
    const { group } = c.req.valid('param');
    return c.json(await listGroupMembers(c.var.ctx, group, c.req.valid('query')), 200);
  });
  api.openapi(add, async (c) => {
    const { person } = c.req.valid('json');
    return c.json(await addGroupMember(c.var.ctx, c.req.valid('param').group, person), 201);
  });
  api.openapi(remove, async (c) => {
    const { group, person } = c.req.valid('param');
    await removeGroupMember(c.var.ctx, group, person);
    return c.body(null, 204);
  });
  api.openapi(grant, async (c) =>
    c.json(await grantGroupRole(c.var.ctx, c.req.valid('param').group, c.req.valid('json')), 201),
  );
  api.openapi(revoke, async (c) => {
    const { group, grant: granted } = c.req.valid('param');
    await revokeGroupRole(c.var.ctx, group, granted);
    return c.body(null, 204);
  });
}
