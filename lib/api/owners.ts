// Who may own a secret, over REST.

import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { listOwnersQuery, ownerList } from '@/lib/contracts/owner';
import { listPossibleOwners } from '@/lib/services/owners/list-possible-owners';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY } from './describe-route';

const list = createRoute({
  tags: ['secrets'],
  security: SECURITY,
  method: 'get',
  path: '/owners',
  operationId: 'listOwners',
  summary: 'List people and teams that may own a secret',
  middleware: [authenticated] as const,
  request: { query: listOwnersQuery },
  responses: { 200: answers('At most 50, by name.', ownerList), ...READ_REFUSALS },
});

export function addOwners(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) =>
    c.json(await listPossibleOwners(c.var.ctx, c.req.valid('query')), 200),
  );
}
