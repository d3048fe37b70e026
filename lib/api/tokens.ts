// Machine tokens over REST.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  createdToken,
  createTokenInput,
  listTokensQuery,
  rotateTokenInput,
  tokenList,
} from '@/lib/contracts/token';
import { PLATFORM, SCOPE_KINDS } from '@/lib/domain/scope';
import { createToken } from '@/lib/services/tokens/create-token';
import { listTokens } from '@/lib/services/tokens/list-tokens';
import { revokeToken } from '@/lib/services/tokens/revoke-token';
import { rotateToken } from '@/lib/services/tokens/rotate-token';
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
  path: '/tokens',
  operationId: 'createToken',
  tags: ['tokens'],
  summary: 'Make a machine token',
  description: 'Only a session may. The answer holds the token, this once.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(createTokenInput) },
  responses: { 201: answers('It was made.', createdToken), ...WRITE_REFUSALS },
});

const list = createRoute({
  method: 'get',
  path: '/tokens',
  operationId: 'listTokens',
  tags: ['tokens'],
  summary: 'List the tokens of a scope and of those below it, oldest first',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { query: listTokensQuery },
  responses: { 200: answers('One page.', tokenList), ...READ_REFUSALS },
});

const revoke = createRoute({
  method: 'delete',
  path: '/tokens/{id}',
  operationId: 'revokeToken',
  tags: ['tokens'],
  summary: 'Revoke a token at once',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params: z.object({ id: z.string().max(400) }) },
  responses: { 204: { description: 'It is revoked.' }, ...DELETION_REFUSALS },
});

const rotate = createRoute({
  method: 'post',
  path: '/tokens/{id}/rotate',
  operationId: 'rotateToken',
  tags: ['tokens'],
  summary: 'Make the successor of a token',
  description:
    'Only a session may. The new token has the same scope, permissions and names and is in the answer, this once; the old one ends after the overlap.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { params: z.object({ id: z.string().max(400) }), body: takes(rotateTokenInput) },
  responses: { 201: answers('It was made.', createdToken), ...WRITE_REFUSALS },
});

export function addTokens(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(create, async (c) => c.json(await createToken(c.var.ctx, c.req.valid('json')), 201));
  api.openapi(list, async (c) => {
    const { scope = PLATFORM, kind, ...page } = c.req.valid('query');
    const kinds = kind ? [kind] : SCOPE_KINDS;
    return c.json(await listTokens(c.var.ctx, { kinds, ref: scope }, page), 200);
  });
  api.openapi(revoke, async (c) => {
    await revokeToken(c.var.ctx, c.req.valid('param').id);
    return c.body(null, 204);
  });
  api.openapi(rotate, async (c) =>
    c.json(await rotateToken(c.var.ctx, c.req.valid('param').id, c.req.valid('json')), 201),
  );
}
