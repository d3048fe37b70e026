// Deliveries over REST: taken by machine tokens and acknowledged by them, and the key that signs them.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  deliveryList,
  listDeliveriesQuery,
  listSecretDeliveriesQuery,
  receipt,
  secretDeliveryList,
  serverKeys,
  takeDeliveryInput,
  takenDelivery,
} from '@/lib/contracts/delivery';

import { acknowledgeDelivery } from '@/lib/services/deliveries/acknowledge-delivery';
import { listDeliveries } from '@/lib/services/deliveries/list-deliveries';
import { listSecretDeliveries } from '@/lib/services/deliveries/list-secret-deliveries';
import { readReceipt } from '@/lib/services/deliveries/read-receipt';
import { readServerKey } from '@/lib/services/deliveries/server-key';
import { takeDelivery } from '@/lib/services/deliveries/take-delivery';
import type { ApiEnvironment } from './api-environment';
import { askedOf } from './asked-delivery';
import { authenticated, authenticatedOrCallback } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

const APP = PLACES[3];
const params = z.object({ id: z.string().max(400) });

const take = createRoute({
  method: 'post',
  path: `${APP.path}/deliveries`,
  operationId: 'takeAppDelivery',
  tags: ['deliveries'],
  summary: 'Take what the app is given, sealed to a key made for this run',
  description:
    'Only a machine token with deliveries:create may; no session has it. The answer holds a compact JWE around a JWS, the one carrier of values. A jti and a key are taken once.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { params: APP.params, body: takes(takeDeliveryInput) },
  responses: { 201: answers('It was handed over.', takenDelivery), ...WRITE_REFUSALS },
});

const acknowledge = createRoute({
  method: 'post',
  path: '/deliveries/{id}/ack',
  operationId: 'acknowledgeDelivery',
  tags: ['deliveries'],
  summary: 'Say that a delivery arrived and opened',
  description:
    'Only by the token or the brief that took it. Answered while the console is locked too.',
  security: SECURITY,
  middleware: [authenticatedOrCallback] as const,
  request: { params },
  responses: { 204: { description: 'It is noted.' }, ...WRITE_REFUSALS },
});

function listOf({ path, name, params: ofPlace }: Place) {
  return createRoute({
    method: 'get',
    path: `${path}/deliveries`,
    operationId: `list${name}Deliveries`,
    tags: ['deliveries'],
    summary: 'List what was handed over to apps at and below, newest first; no values',
    security: SECURITY,
    middleware: [authenticated] as const,
    request: { params: ofPlace, query: listDeliveriesQuery },
    responses: { 200: answers('One page.', deliveryList), ...READ_REFUSALS },
  });
}

const read = createRoute({
  method: 'get',
  path: '/deliveries/{id}',
  operationId: 'readDelivery',
  tags: ['deliveries'],
  summary: 'Read a receipt: each name with version, winning scope and why; no values',
  description: 'With secrets:list on its app, or by the token or the brief that took it.',
  security: SECURITY,
  middleware: [authenticatedOrCallback] as const,
  request: { params },
  responses: { 200: answers('The receipt.', receipt), ...READ_REFUSALS },
});

function ofSecret({ path, name, params: ofPlace }: Place) {
  return createRoute({
    method: 'get',
    path: `${path}/secrets/{key}/deliveries`,
    operationId: `list${name}SecretDeliveries`,
    tags: ['deliveries'],
    summary: 'List which runs a secret was handed over to, newest first; no values',
    security: SECURITY,
    middleware: [authenticated] as const,
    request: { params: ofPlace.extend({ key: z.string() }), query: listSecretDeliveriesQuery },
    responses: { 200: answers('One page.', secretDeliveryList), ...READ_REFUSALS },
  });
}

const serverKey = createRoute({
  method: 'get',
  path: '/server-key',
  operationId: 'readServerKey',
  tags: ['deliveries'],
  summary: 'Read the public key that signs deliveries, as KEYSTOW_SERVER_KEY pins it',
  description:
    'It is worth as much as the way it came by: pin it before, and not from the connection it is to prove.',
  security: SECURITY,
  middleware: [authenticatedOrCallback] as const,
  responses: { 200: answers('The key.', serverKeys), ...READ_REFUSALS, 423: WRITE_REFUSALS[423] },
});

export function addDeliveries(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(take, async (c) => {
    const asked = { ...(await askedOf(c)), input: c.req.valid('json') };
    return c.json(await takeDelivery(c.var.ctx, referenceOf(APP, c), asked), 201);
  });
  api.openapi(acknowledge, async (c) => {
    await acknowledgeDelivery(c.var.ctx, c.req.valid('param').id);
    return c.body(null, 204);
  });
  api.openapi(read, async (c) =>
    c.json(await readReceipt(c.var.ctx, c.req.valid('param').id), 200),
  );
  for (const place of PLACES) {
    api.openapi(listOf(place), async (c) =>
      c.json(await listDeliveries(c.var.ctx, referenceOf(place, c), c.req.valid('query')), 200),
    );
    api.openapi(ofSecret(place), async (c) => {
      const { key } = c.req.valid('param');
      const query = c.req.valid('query');
      return c.json(await listSecretDeliveries(c.var.ctx, referenceOf(place, c), key, query), 200);
    });
  }
  api.openapi(serverKey, async (c) => c.json(await readServerKey(c.var.ctx), 200));
}
