// Invitations over REST.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  invitationList,
  listInvitationsQuery,
  madeInvitation,
  makeInvitationInput,
} from '@/lib/contracts/invitation';
import { listInvitations } from '@/lib/services/invitations/list-invitations';
import { makeInvitation } from '@/lib/services/invitations/make-invitation';
import { revokeInvitation } from '@/lib/services/invitations/revoke-invitation';
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

const make = createRoute({
  method: 'post',
  path: '/invitations',
  operationId: 'makeInvitation',
  tags: ['members'],
  summary: 'Invite somebody by e-mail to one or more roles',
  description: 'Only a session may. The answer holds the link, this once; it works for 7 days.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(makeInvitationInput) },
  responses: { 201: answers('It was made.', madeInvitation), ...WRITE_REFUSALS },
});

const list = createRoute({
  method: 'get',
  path: '/invitations',
  operationId: 'listInvitations',
  tags: ['members'],
  summary: 'List the invitations you made or could have made, newest first',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { query: listInvitationsQuery },
  responses: { 200: answers('One page.', invitationList), ...READ_REFUSALS },
});

const revoke = createRoute({
  method: 'delete',
  path: '/invitations/{id}',
  operationId: 'revokeInvitation',
  tags: ['members'],
  summary: 'Revoke an invitation at once',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params: z.object({ id: z.string().max(400) }) },
  responses: { 204: { description: 'It is revoked.' }, ...DELETION_REFUSALS },
});

export function addInvitations(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(make, async (c) => c.json(await makeInvitation(c.var.ctx, c.req.valid('json')), 201));
  api.openapi(list, async (c) =>
    c.json(await listInvitations(c.var.ctx, c.req.valid('query')), 200),
  );
  api.openapi(revoke, async (c) => {
    await revokeInvitation(c.var.ctx, c.req.valid('param').id);
    return c.body(null, 204);
  });
}
