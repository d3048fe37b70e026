// What each name means to a scope, and what apps need, over REST.

import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  matrix,
  matrixQuery,
  requirementList,
  resolution,
  resolutionQuery,
  setRequirementsBody,
} from '@/lib/contracts/resolution';
import { listRequirements } from '@/lib/services/resolution/list-requirements';
import { readMatrix } from '@/lib/services/resolution/read-matrix';
import { readResolution } from '@/lib/services/resolution/read-resolution';
import { setRequirements } from '@/lib/services/resolution/set-requirements';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

const APP = PLACES[3];

function resolutionOf({ path, name, params }: Place) {
  return createRoute({
    method: 'get',
    path: `${path}/resolution`,
    operationId: `resolve${name}Secrets`,
    tags: ['resolution'],
    summary: 'Resolve each name: the winning scope, what it hides, what is missing; no values',
    security: SECURITY,
    middleware: [authenticated] as const,
    request: { params, query: resolutionQuery },
    responses: { 200: answers('One page.', resolution), ...READ_REFUSALS },
  });
}

function matrixOf({ path, name, params }: Place) {
  return createRoute({
    method: 'get',
    path: `${path}/matrix`,
    operationId: `compare${name}Scopes`,
    tags: ['resolution'],
    summary: 'Read which scopes have which names: those above, the scope, those directly below',
    security: SECURITY,
    middleware: [authenticated] as const,
    request: { params, query: matrixQuery },
    responses: { 200: answers('One page.', matrix), ...READ_REFUSALS },
  });
}

const list = createRoute({
  method: 'get',
  path: `${APP.path}/requirements`,
  operationId: 'listAppRequirements',
  tags: ['resolution'],
  summary: 'List the names an app says it needs, and whether each is there',
  security: SECURITY,
  middleware: [authenticated] as const,
  request: { params: APP.params },
  responses: { 200: answers('All of them.', requirementList), ...READ_REFUSALS },
});

const set = createRoute({
  method: 'put',
  path: `${APP.path}/requirements`,
  operationId: 'setAppRequirements',
  tags: ['resolution'],
  summary: 'Say which names an app needs, in the place of what was said before',
  security: SECURITY,
  middleware: [authenticated, jsonBody] as const,
  request: { params: APP.params, body: takes(setRequirementsBody) },
  responses: { 200: answers('All of them.', requirementList), ...WRITE_REFUSALS },
});

export function addResolution(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    api.openapi(resolutionOf(place), async (c) =>
      c.json(await readResolution(c.var.ctx, referenceOf(place, c), c.req.valid('query')), 200),
    );
    api.openapi(matrixOf(place), async (c) =>
      c.json(await readMatrix(c.var.ctx, referenceOf(place, c), c.req.valid('query')), 200),
    );
  }
  api.openapi(list, async (c) =>
    c.json(await listRequirements(c.var.ctx, referenceOf(APP, c)), 200),
  );
  api.openapi(set, async (c) =>
    c.json(await setRequirements(c.var.ctx, referenceOf(APP, c), c.req.valid('json')), 200),
  );
}
