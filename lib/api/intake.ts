// Intake links over REST: made, listed and revoked by members; read and answered by whoever holds one.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context as HonoContext } from 'hono';
import 'server-only';
import { addressOfRequest } from '@/lib/auth/address-of-request';
import {
  answeredIntake,
  answerIntakeBody,
  intake,
  intakeLinkList,
  listIntakeLinksQuery,
  madeIntakeLink,
  makeIntakeLinkInput,
  readIntakeBody,
} from '@/lib/contracts/intake';
import { answerIntake } from '@/lib/services/intake/answer-intake';
import { listIntakeLinks } from '@/lib/services/intake/list-intake-links';
import { makeIntakeLink } from '@/lib/services/intake/make-intake-link';
import { readIntake } from '@/lib/services/intake/read-intake';
import { revokeIntakeLink } from '@/lib/services/intake/revoke-intake-link';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import {
  answers,
  DELETION_REFUSALS,
  LINK_REFUSALS,
  READ_REFUSALS,
  SECURITY,
  takes,
  WRITE_REFUSALS,
} from './describe-route';
import { jsonBody } from './json-body';
import { readSubmittedValue } from './read-secret-body';

const make = createRoute({
  method: 'post',
  path: '/intake-links',
  operationId: 'makeIntakeLink',
  tags: ['intake'],
  summary: 'Make a link through which somebody without an account enters values',
  description: 'Only a session may. The answer holds the link, this once.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(makeIntakeLinkInput) },
  responses: { 201: answers('It was made.', madeIntakeLink), ...WRITE_REFUSALS },
});

const list = createRoute({
  method: 'get',
  path: '/intake-links',
  operationId: 'listIntakeLinks',
  tags: ['intake'],
  summary: 'List the links you made or could have made, newest first',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { query: listIntakeLinksQuery },
  responses: { 200: answers('One page.', intakeLinkList), ...READ_REFUSALS },
});

const revoke = createRoute({
  method: 'delete',
  path: '/intake-links/{id}',
  operationId: 'revokeIntakeLink',
  tags: ['intake'],
  summary: 'Revoke a link at once; what was entered by it stays',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params: z.object({ id: z.string().max(400) }) },
  responses: { 204: { description: 'It is revoked.' }, ...DELETION_REFUSALS },
});

const OF_LINKS =
  'Needs no session and no token, but the secret of the link: what stands after its #.';

const read = createRoute({
  method: 'post',
  path: '/intake/read',
  operationId: 'readIntake',
  tags: ['intake'],
  summary: 'What a link asks for: names and types, no values',
  description: OF_LINKS,
  security: [],
  middleware: [jsonBody] as const,
  request: { body: takes(readIntakeBody) },
  responses: { 200: answers('What is asked.', intake), ...LINK_REFUSALS },
});

const answer = createRoute({
  method: 'post',
  path: '/intake/answer',
  operationId: 'answerIntake',
  tags: ['intake'],
  summary: 'Seal one value that a link asks for, once',
  description: OF_LINKS,
  security: [],
  middleware: [jsonBody] as const,
  request: { body: takes(answerIntakeBody) },
  responses: { 200: answers('It is sealed.', answeredIntake), ...LINK_REFUSALS },
});

export function addIntake(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(make, async (c) => c.json(await makeIntakeLink(c.var.ctx, c.req.valid('json')), 201));
  api.openapi(list, async (c) =>
    c.json(await listIntakeLinks(c.var.ctx, c.req.valid('query')), 200),
  );
  api.openapi(revoke, async (c) => {
    await revokeIntakeLink(c.var.ctx, c.req.valid('param').id);
    return c.body(null, 204);
  });
  api.openapi(read, async (c) => {
    const [installation, holder] = await holderOf(c, c.req.valid('json').link);
    return c.json(await readIntake(installation, holder), 200);
  });
  api.openapi(answer, async (c) => {
    const { link, item, ...submitted } = c.req.valid('json');
    const value = readSubmittedValue(submitted);
    const [installation, holder] = await holderOf(c, link);
    return c.json(await answerIntake(installation, holder, { item, value }), 200);
  });
}

async function holderOf(c: HonoContext<ApiEnvironment>, secret: string) {
  const installation = await c.var.installation();
  const address = addressOfRequest(installation.env, c.req.raw.headers);
  return [installation, { secret, address, requestId: c.var.requestId }] as const;
}
