// Workers over REST: their heartbeats, the lists that boards are made of, and asking for a restart.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  askedRestart,
  askRestartBody,
  dismissedWorkers,
  dismissWorkersBody,
  heartbeatAnswer,
  heartbeatInput,
  heldSecretList,
  heldSecretsQuery,
  listWorkersQuery,
  workerList,
} from '@/lib/contracts/worker';
import { askRestart } from '@/lib/services/workers/ask-restart';
import { countHeldSecrets } from '@/lib/services/workers/count-held-secrets';
import { dismissWorkers } from '@/lib/services/workers/dismiss-workers';
import { heartbeat } from '@/lib/services/workers/heartbeat';
import { listWorkers } from '@/lib/services/workers/list-workers';
import type { ApiEnvironment } from './api-environment';
import { authenticated, authenticatedOrCallback } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

const APP = PLACES[3];

const beat = createRoute({
  method: 'post',
  path: '/deliveries/{id}/heartbeat',
  operationId: 'beatWorker',
  tags: ['deliveries'],
  summary: 'Say how the worker is that holds a delivery, and be told whether to restart',
  description:
    'Only by who took the delivery. With a later delivery of the same worker it holds that one. Answered while the console is locked too.',
  security: SECURITY,
  middleware: [authenticatedOrCallback, jsonBody] as const,
  request: { params: z.object({ id: z.string().max(400) }), body: takes(heartbeatInput) },
  responses: { 200: answers('What to do.', heartbeatAnswer), ...WRITE_REFUSALS },
});

function listOf({ path, name, params }: Place) {
  return createRoute({
    method: 'get',
    path: `${path}/workers`,
    operationId: `list${name}Workers`,
    tags: ['deliveries'],
    summary: 'List the workers of apps at and below, with what each would be handed otherwise now',
    security: SECURITY,
    middleware: [authenticated] as const,
    request: { params, query: listWorkersQuery },
    responses: { 200: answers('One page.', workerList), ...READ_REFUSALS },
  });
}

/** No secret has a name with a hyphen, so the path stands for nothing else. */
function heldBy({ path, name, params }: Place) {
  return createRoute({
    method: 'get',
    path: `${path}/secrets/held-by`,
    operationId: `list${name}SecretHolders`,
    tags: ['deliveries'],
    summary: 'Count the workers that hold secrets, and those that would be handed others now',
    security: SECURITY,
    middleware: [authenticated] as const,
    request: { params, query: heldSecretsQuery },
    responses: { 200: answers('Of those that a worker holds.', heldSecretList), ...READ_REFUSALS },
  });
}

const restart = createRoute({
  method: 'post',
  path: `${APP.path}/restart`,
  operationId: 'askAppRestart',
  tags: ['deliveries'],
  summary: 'Ask workers of an app to restart: those named, or all that are stale',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { params: APP.params, body: takes(askRestartBody) },
  responses: { 200: answers('How many were asked.', askedRestart), ...WRITE_REFUSALS },
});

const dismiss = createRoute({
  method: 'post',
  path: `${APP.path}/workers/dismiss`,
  operationId: 'dismissAppWorkers',
  tags: ['deliveries'],
  summary: 'Dismiss workers of an app that are gone and held something older',
  description:
    'Lists with `show=missing` keep them until then. Those that are there, or ended, stay as they are; one that is heard again is there again.',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { params: APP.params, body: takes(dismissWorkersBody) },
  responses: { 200: answers('How many were dismissed.', dismissedWorkers), ...WRITE_REFUSALS },
});

export function addWorkers(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(beat, async (c) =>
    c.json(await heartbeat(c.var.ctx, c.req.valid('param').id, c.req.valid('json')), 200),
  );
  for (const place of PLACES) {
    api.openapi(listOf(place), async (c) =>
      c.json(await listWorkers(c.var.ctx, referenceOf(place, c), c.req.valid('query')), 200),
    );
    api.openapi(heldBy(place), async (c) => {
      const { ids } = c.req.valid('query');
      return c.json(await countHeldSecrets(c.var.ctx, referenceOf(place, c), ids), 200);
    });
  }
  api.openapi(dismiss, async (c) =>
    c.json(await dismissWorkers(c.var.ctx, referenceOf(APP, c), c.req.valid('json')), 200),
  );
  api.openapi(restart, async (c) =>
    c.json(await askRestart(c.var.ctx, referenceOf(APP, c), c.req.valid('json')), 200),
  );
}
