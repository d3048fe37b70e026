// Who can change or receive a secret, and what people and tokens reach, over REST.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { reach, secretAccess, secretAccessQuery } from '@/lib/contracts/reach';
import { checkSecretName } from '@/lib/domain/secret-name';
import { listSecretAccess } from '@/lib/services/reach/list-secret-access';
import { readMemberReach } from '@/lib/services/reach/read-member-reach';
import { readTokenReach } from '@/lib/services/reach/read-token-reach';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY } from './describe-route';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

const ofOne = { params: z.object({ id: z.string().max(400) }) };

const ofMember = createRoute({
  method: 'get',
  path: '/members/{id}/reach',
  operationId: 'readMemberReach',
  tags: ['members'],
  summary: 'Read what a person reaches: where, by which roles, and how many secrets are there',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: ofOne,
  responses: { 200: answers('The reach.', reach), ...READ_REFUSALS },
});

const ofToken = createRoute({
  method: 'get',
  path: '/tokens/{id}/reach',
  operationId: 'readTokenReach',
  tags: ['tokens'],
  summary: 'Read what a token reaches, and how many secrets are there',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: ofOne,
  responses: { 200: answers('The reach.', reach), ...READ_REFUSALS },
});

function accessOf({ path, name, params }: Place) {
  return createRoute({
    method: 'get',
    path: `${path}/secrets/{key}/access`,
    operationId: `prove${name}SecretAccess`,
    tags: ['secrets'],
    summary: 'List who can change or receive a secret, and why',
    description:
      'Needs members:manage or audit:read. People by e-mail, then tokens, then open intake links.',
    security: SECURITY,
    middleware: [authenticated] as const,
    request: { params: params.extend({ key: z.string() }), query: secretAccessQuery },
    responses: { 200: answers('One page.', secretAccess), ...READ_REFUSALS },
  });
}

export function addReach(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(ofMember, async (c) =>
    c.json(await readMemberReach(c.var.ctx, c.req.valid('param').id), 200),
  );
  api.openapi(ofToken, async (c) =>
    c.json(await readTokenReach(c.var.ctx, c.req.valid('param').id), 200),
  );
  for (const place of PLACES) {
    api.openapi(accessOf(place), async (c) => {
      const key = checkSecretName(c.req.valid('param').key);
      const query = c.req.valid('query');
      return c.json(await listSecretAccess(c.var.ctx, referenceOf(place, c), key, query), 200);
    });
  }
}
