// Leak cases over REST: a pasted value is matched, a case is opened, worked off and closed.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  adviseBody,
  assignLeakBody,
  decideNeighboursBody,
  leakCase,
  leakList,
  leakMatches,
  listLeaksQuery,
  openLeakBody,
  reviewBody,
} from '@/lib/contracts/leak';
import { KeystowError } from '@/lib/domain/errors';
import { readValueText } from '@/lib/domain/secret-value';
import { adviseLeak } from '@/lib/services/leaks/advise-leak';
import { assignLeak } from '@/lib/services/leaks/assign-leak';
import { closeLeak } from '@/lib/services/leaks/close-leak';
import { decideNeighbours } from '@/lib/services/leaks/decide-neighbours';
import { listLeaks } from '@/lib/services/leaks/list-leaks';
import { matchLeak } from '@/lib/services/leaks/match-leak';
import { openLeak } from '@/lib/services/leaks/open-leak';
import { readLeak } from '@/lib/services/leaks/read-leak';
import { reviewLeak } from '@/lib/services/leaks/review-leak';
import { rotateLeak } from '@/lib/services/leaks/rotate-leak';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import {
  answers,
  LINK_REFUSALS,
  READ_REFUSALS,
  SECURITY,
  takes,
  WRITE_REFUSALS,
} from './describe-route';
import { jsonBody } from './json-body';

const shared = { tags: ['leaks'], security: SECURITY };
const params = z.object({ case: z.string().max(40) });
const asItStands = { 200: answers('As it stands now.', leakCase), ...WRITE_REFUSALS };

const open = createRoute({
  ...shared,
  method: 'post',
  path: '/leaks',
  operationId: 'openLeakCase',
  summary: 'Tell what a pasted value is, or open the leak case of a secret',
  description:
    'With `value`: 200 and what it matches within the own reach; at most 10 a minute and 100 a day; it is compared and forgotten. With `secret` and `whereFound`: 201 and the case. Needs leaks:match.',
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(openLeakBody) },
  responses: {
    200: answers('What the value is.', leakMatches),
    201: answers('The case is open.', leakCase),
    ...WRITE_REFUSALS,
    429: LINK_REFUSALS[429],
  },
});

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/leaks',
  operationId: 'listLeakCases',
  summary: 'List leak cases, newest first',
  middleware: [authenticated] as const,
  request: { query: listLeaksQuery },
  responses: { 200: answers('One page.', leakList), ...READ_REFUSALS },
});

const read = createRoute({
  ...shared,
  method: 'get',
  path: '/leaks/{case}',
  operationId: 'readLeakCase',
  summary: 'Read a leak case: who received what was exposed, and what is left to do',
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('The case.', leakCase), ...READ_REFUSALS },
});

const assign = createRoute({
  ...shared,
  method: 'put',
  path: '/leaks/{case}/assignee',
  operationId: 'assignLeakCase',
  summary: 'Say whose it is',
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(assignLeakBody) },
  responses: asItStands,
});

const plain = <V extends string>(verb: V, operationId: string, summary: string) =>
  createRoute({
    ...shared,
    method: 'post',
    path: `/leaks/{case}/${verb}`,
    operationId,
    summary,
    middleware: [authenticated] as const,
    request: { params },
    responses: asItStands,
  });

const taking = <V extends string, B extends z.ZodType>(
  verb: V,
  operationId: string,
  summary: string,
  body: B,
) =>
  createRoute({
    ...shared,
    method: 'post',
    path: `/leaks/{case}/${verb}`,
    operationId,
    summary,
    middleware: [authenticated, jsonBody] as const,
    request: { params, body: takes(body) },
    responses: asItStands,
  });

const rotate = plain('rotate', 'rotateLeakCase', 'Begin the rotation that answers it');
const close = plain('close', 'closeLeakCase', 'Close it: 409 names what is not done');
const review = taking('review', 'reviewLeakCase', 'Say what logs and records show', reviewBody);
const neighbours = taking(
  'neighbours',
  'decideLeakNeighbours',
  'Rotate neighbours as well, or leave them as they are for a reason',
  decideNeighboursBody,
);
const advisory = taking(
  'advisory',
  'adviseLeakCase',
  'Keep the private advisory, or why nobody outside has to act',
  adviseBody,
);

export function addLeaks(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(open, async (c) => {
    const { value, ...input } = c.req.valid('json');
    if ((value === undefined) === (input.secret === undefined)) throw notOne();
    if (value === undefined) return c.json(await openLeak(c.var.ctx, input), 201);
    return c.json(await matchLeak(c.var.ctx, readValueText(value)), 200);
  });
  api.openapi(list, async (c) => c.json(await listLeaks(c.var.ctx, c.req.valid('query')), 200));
  api.openapi(read, async (c) => c.json(await readLeak(c.var.ctx, c.req.valid('param').case), 200));
  api.openapi(assign, async (c) =>
    c.json(await assignLeak(c.var.ctx, c.req.valid('param').case, c.req.valid('json')), 200),
  );
  for (const [route, act] of [
    [rotate, rotateLeak],
    [close, closeLeak],
  ] as const) {
    api.openapi(route, async (c) => c.json(await act(c.var.ctx, c.req.valid('param').case), 200));
  }
  api.openapi(review, async (c) =>
    c.json(await reviewLeak(c.var.ctx, c.req.valid('param').case, c.req.valid('json')), 200),
  );
  api.openapi(neighbours, async (c) =>
    c.json(await decideNeighbours(c.var.ctx, c.req.valid('param').case, c.req.valid('json')), 200),
  );
  api.openapi(advisory, async (c) =>
    c.json(await adviseLeak(c.var.ctx, c.req.valid('param').case, c.req.valid('json')), 200),
  );
}

function notOne(): KeystowError {
  const message = 'Send value (what is it?) or secret (open its case): one of them.';
  return new KeystowError('invalid_shape', message, {
    issues: [{ pointer: '', code: 'one_of_both', message }],
  });
}
