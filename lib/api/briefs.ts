// Briefs over REST: made, looked at, delivered to one run, revoked.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  brief,
  briefList,
  briefPreview,
  createBriefInput,
  createdBrief,
  listBriefsQuery,
  previewBriefBody,
} from '@/lib/contracts/brief';
import { takeDeliveryInput, takenDelivery } from '@/lib/contracts/delivery';
import { createBrief } from '@/lib/services/briefs/create-brief';
import { listBriefs } from '@/lib/services/briefs/list-briefs';
import { previewBrief, previewStoredBrief } from '@/lib/services/briefs/preview-brief';
import { readBrief } from '@/lib/services/briefs/read-brief';
import { reissueCallback } from '@/lib/services/briefs/reissue-callback';
import { revokeBrief } from '@/lib/services/briefs/revoke-brief';
import { takeBriefDelivery } from '@/lib/services/briefs/take-brief-delivery';
import type { ApiEnvironment } from './api-environment';
import { askedOf } from './asked-delivery';
import { authenticated, authenticatedOrCallback } from './authenticated';
import {
  answers,
  DELETION_REFUSALS,
  READ_REFUSALS,
  SECURITY,
  takes,
  WRITE_REFUSALS,
} from './describe-route';
import { jsonBody } from './json-body';
import { PLACES, referenceOf } from './secret-places';

const APP = PLACES[3];
const params = z.object({ id: z.string().max(400) });

const create = createRoute({
  method: 'post',
  path: '/briefs',
  operationId: 'createBrief',
  tags: ['briefs'],
  summary: 'Make a brief: a task and the names of the secrets it needs, no values',
  description: 'The answer holds the callback token, this once. It begins one run of the brief.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(createBriefInput) },
  responses: { 201: answers('It was made.', createdBrief), ...WRITE_REFUSALS },
});

const preview = createRoute({
  method: 'post',
  path: '/briefs/preview',
  operationId: 'previewBrief',
  tags: ['briefs'],
  summary:
    'What a brief with these names would be handed: winning scopes, what is missing; no values',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(previewBriefBody) },
  responses: { 200: answers('Name by name.', briefPreview), ...WRITE_REFUSALS },
});

const previewStored = createRoute({
  method: 'get',
  path: '/briefs/{id}/preview',
  operationId: 'previewStoredBrief',
  tags: ['briefs'],
  summary: 'What the brief would be handed now: winning scopes, what is missing; no values',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('Name by name.', briefPreview), ...READ_REFUSALS },
});

const read = createRoute({
  method: 'get',
  path: '/briefs/{id}',
  operationId: 'readBrief',
  tags: ['briefs'],
  summary: 'Read a brief and what became of it',
  description: 'Its callback token may too.',
  security: SECURITY,
  middleware: [authenticatedOrCallback] as const,
  request: { params },
  responses: { 200: answers('The brief.', brief), ...READ_REFUSALS },
});

const list = createRoute({
  method: 'get',
  path: `${APP.path}/briefs`,
  operationId: 'listAppBriefs',
  tags: ['briefs'],
  summary: 'List the briefs of an app, newest first',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params: APP.params, query: listBriefsQuery },
  responses: { 200: answers('One page.', briefList), ...READ_REFUSALS },
});

const reissue = createRoute({
  method: 'post',
  path: '/briefs/{id}/callback-token',
  operationId: 'reissueCallbackToken',
  tags: ['briefs'],
  summary: 'Give the maker of a brief a new callback token; the old one ends',
  description:
    'Not while the brief runs nor after it succeeded: make another brief then. The answer holds the token, this once.',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params },
  responses: { 201: answers('It was issued.', createdBrief), ...WRITE_REFUSALS },
});

const revoke = createRoute({
  method: 'delete',
  path: '/briefs/{id}',
  operationId: 'revokeBrief',
  tags: ['briefs'],
  summary: 'Revoke a brief at once; what was delivered cannot be taken back',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params },
  responses: { 204: { description: 'It is revoked.' }, ...DELETION_REFUSALS },
});

const take = createRoute({
  method: 'post',
  path: '/briefs/{id}/delivery',
  operationId: 'takeBriefDelivery',
  tags: ['briefs'],
  summary: 'Take the task and exactly its secrets, sealed to a key made for this run, once',
  description: 'Only with the callback token of the brief, which it uses up.',
  security: SECURITY,
  middleware: [authenticatedOrCallback, jsonBody] as const,
  request: { params, body: takes(takeDeliveryInput) },
  responses: { 201: answers('It was handed over.', takenDelivery), ...WRITE_REFUSALS },
});

export function addBriefs(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(create, async (c) => c.json(await createBrief(c.var.ctx, c.req.valid('json')), 201));
  api.openapi(preview, async (c) =>
    c.json(await previewBrief(c.var.ctx, c.req.valid('json')), 200),
  );
  api.openapi(previewStored, async (c) =>
    c.json(await previewStoredBrief(c.var.ctx, c.req.valid('param').id), 200),
  );
  api.openapi(read, async (c) => c.json(await readBrief(c.var.ctx, c.req.valid('param').id), 200));
  api.openapi(list, async (c) =>
    c.json(await listBriefs(c.var.ctx, referenceOf(APP, c), c.req.valid('query')), 200),
  );
  api.openapi(reissue, async (c) =>
    c.json(await reissueCallback(c.var.ctx, c.req.valid('param').id), 201),
  );
  api.openapi(take, async (c) => {
    const asked = { ...(await askedOf(c)), input: c.req.valid('json') };
    return c.json(await takeBriefDelivery(c.var.ctx, c.req.valid('param').id, asked), 201);
  });
  api.openapi(revoke, async (c) => {
    await revokeBrief(c.var.ctx, c.req.valid('param').id);
    return c.body(null, 204);
  });
}
