// People and their roles over REST.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  deactivateMemberInput,
  grantRoleInput,
  listMembersQuery,
  memberDetails,
  memberGrant,
  memberList,
} from '@/lib/contracts/member';
import { deactivateMember } from '@/lib/services/members/deactivate-member';
import { grantRole } from '@/lib/services/members/grant-role';
import { listMembers } from '@/lib/services/members/list-members';
import { readMember } from '@/lib/services/members/read-member';
import { reactivateMember } from '@/lib/services/members/reactivate-member';
import { revokeRole } from '@/lib/services/members/revoke-role';
import { transferOwnership } from '@/lib/services/members/transfer-ownership';
import { unlinkMember } from '@/lib/services/members/unlink-member';
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

const list = createRoute({
  method: 'get',
  path: '/members',
  operationId: 'listMembers',
  tags: ['members'],
  summary: 'List people with a role on a scope, above it or below it, by e-mail',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { query: listMembersQuery },
  responses: { 200: answers('One page.', memberList), ...READ_REFUSALS },
});

const read = createRoute({
  method: 'get',
  path: '/members/{id}',
  operationId: 'readMember',
  tags: ['members'],
  summary: 'Read one person: roles, open sessions, tokens made',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params: z.object({ id: z.string().max(400) }) },
  responses: { 200: answers('The person.', memberDetails), ...READ_REFUSALS },
});

const grant = createRoute({
  method: 'post',
  path: '/members/{id}/grants',
  operationId: 'grantRole',
  tags: ['members'],
  summary: 'Give a person a role on a scope and everything below it',
  description: 'The person is named by id or by e-mail.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { params: z.object({ id: z.string().max(400) }), body: takes(grantRoleInput) },
  responses: { 201: answers('It is granted.', memberGrant), ...WRITE_REFUSALS },
});

const revoke = createRoute({
  method: 'delete',
  path: '/members/{id}/grants/{grant}',
  operationId: 'revokeRole',
  tags: ['members'],
  summary: 'Take a role away from a person; sessions stay',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params: z.object({ id: z.string().max(400), grant: z.string().max(400) }) },
  responses: { 204: { description: 'It is taken away.' }, ...DELETION_REFUSALS },
});

const ofOne = { params: z.object({ id: z.string().max(400) }) };

const deactivate = createRoute({
  method: 'post',
  path: '/members/{id}/deactivate',
  operationId: 'deactivateMember',
  tags: ['members'],
  summary: 'Deactivate a person: sessions end at once, named tokens are revoked',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { ...ofOne, body: takes(deactivateMemberInput) },
  responses: { 200: answers('It is done.', memberDetails), ...WRITE_REFUSALS },
});

const reactivate = createRoute({
  method: 'post',
  path: '/members/{id}/reactivate',
  operationId: 'reactivateMember',
  tags: ['members'],
  summary: 'Let a deactivated person sign in again, with the roles of before',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { ...ofOne, body: takes(z.strictObject({})) },
  responses: { 200: answers('It is done.', memberDetails), ...WRITE_REFUSALS },
});

const unlink = createRoute({
  method: 'post',
  path: '/members/{id}/unlink',
  operationId: 'unlinkMember',
  tags: ['members'],
  summary: 'Unlink a person from every identity provider: sessions end, its groups go',
  description: 'A later sign-on with the verified e-mail address links the account anew.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { ...ofOne, body: takes(z.strictObject({})) },
  responses: { 200: answers('It is done.', memberDetails), ...WRITE_REFUSALS },
});

const transfer = createRoute({
  method: 'post',
  path: '/members/{id}/transfer-ownership',
  operationId: 'transferOwnership',
  tags: ['members'],
  summary: 'Hand your ownership of the organization over; you become admin',
  description: 'Only a session may.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { ...ofOne, body: takes(z.strictObject({})) },
  responses: { 200: answers('It is done.', memberDetails), ...WRITE_REFUSALS },
});

export function addMembers(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) => c.json(await listMembers(c.var.ctx, c.req.valid('query')), 200));
  api.openapi(read, async (c) => c.json(await readMember(c.var.ctx, c.req.valid('param').id), 200));
  api.openapi(grant, async (c) =>
    c.json(await grantRole(c.var.ctx, c.req.valid('param').id, c.req.valid('json')), 201),
  );
  api.openapi(revoke, async (c) => {
    const { id: person, grant: granted } = c.req.valid('param');
    await revokeRole(c.var.ctx, person, granted);
    return c.body(null, 204);
  });
  api.openapi(deactivate, async (c) =>
    c.json(await deactivateMember(c.var.ctx, c.req.valid('param').id, c.req.valid('json')), 200),
  );
  api.openapi(reactivate, async (c) =>
    c.json(await reactivateMember(c.var.ctx, c.req.valid('param').id), 200),
  );
  api.openapi(unlink, async (c) =>
    c.json(await unlinkMember(c.var.ctx, c.req.valid('param').id), 200),
  );
  api.openapi(transfer, async (c) =>
    c.json(await transferOwnership(c.var.ctx, c.req.valid('param').id), 200),
  );
}
