// Over REST: where values may be sent to be tried.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  askDestinationBody,
  destination,
  destinationList,
  listDestinationsQuery,
} from '@/lib/contracts/destination';
import { approveDestination } from '@/lib/services/verification/approve-destination';
import { askDestination } from '@/lib/services/verification/ask-destination';
import { endDestination } from '@/lib/services/verification/end-destination';
import { listDestinations } from '@/lib/services/verification/list-destinations';
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

const shared = { tags: ['rotation'], security: SECURITY };
const params = z.object({ destination: z.string().max(40) });

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/destinations',
  operationId: 'listDestinations',
  summary: 'List where values may be sent to be tried: of a scope and above it',
  middleware: [authenticated] as const,
  request: { query: listDestinationsQuery },
  responses: { 200: answers('One page, the newest first.', destinationList), ...READ_REFUSALS },
});

const ask = createRoute({
  ...shared,
  method: 'post',
  path: '/destinations',
  operationId: 'askDestination',
  summary: 'Ask that values of some names may be sent to a host to be tried',
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(askDestinationBody) },
  responses: { 201: answers('It waits for approval.', destination), ...WRITE_REFUSALS },
});

const approve = createRoute({
  ...shared,
  method: 'post',
  path: '/destinations/{destination}/approve',
  operationId: 'approveDestination',
  summary: 'Approve it: values may be sent there from now on',
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('As it stands now.', destination), ...WRITE_REFUSALS },
});

const end = createRoute({
  ...shared,
  method: 'delete',
  path: '/destinations/{destination}',
  operationId: 'endDestination',
  summary: 'End it: nothing is sent there any more',
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('As it stands now.', destination), ...DELETION_REFUSALS },
});

export function addDestinations(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) =>
    c.json(await listDestinations(c.var.ctx, c.req.valid('query')), 200),
  );
  api.openapi(ask, async (c) => c.json(await askDestination(c.var.ctx, c.req.valid('json')), 201));
  api.openapi(approve, async (c) =>
    c.json(await approveDestination(c.var.ctx, c.req.valid('param').destination), 200),
  );
  api.openapi(end, async (c) =>
    c.json(await endDestination(c.var.ctx, c.req.valid('param').destination), 200),
  );
}
