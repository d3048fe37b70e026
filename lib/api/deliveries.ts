// Deliveries over REST: taken by machine tokens and acknowledged by them, and the key that signs them.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { serverKeys, takeDeliveryInput, takenDelivery } from '@/lib/contracts/delivery';
import { acknowledgeDelivery } from '@/lib/services/deliveries/acknowledge-delivery';
import { readServerKey } from '@/lib/services/deliveries/server-key';
import { takeDelivery } from '@/lib/services/deliveries/take-delivery';
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

const take = createRoute({
  method: 'post',
  path: `${APP.path}/deliveries`,
  operationId: 'takeAppDelivery',
  tags: ['deliveries'],
  summary: 'Take what the app is given, sealed to a key made for this run',
  description:
    'Only a machine token with deliveries:create may; no session has it. The answer holds a compact JWE around a JWS, the one carrier of values. A jti and a key are taken once.',
  security: [{ bearerToken: [] }],
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
  security: [{ bearerToken: [] }],
  middleware: [authenticatedOrCallback] as const,
  request: { params },
  responses: { 204: { description: 'It is noted.' }, ...DELETION_REFUSALS },
});

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
  api.openapi(serverKey, async (c) => c.json(await readServerKey(c.var.ctx), 200));
}
