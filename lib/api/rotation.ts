// The rotation board over REST: what must be replaced, and what was put off.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  listRotationQuery,
  rotationList,
  rotationOutlook,
  rotationOutlookQuery,
  rotationSnooze,
  snoozeBody,
} from '@/lib/contracts/rotation';
import { SNOOZE_DAYS_IN_ALL_MAX } from '@/lib/domain/rotation';
import { checkSecretName } from '@/lib/domain/secret-name';
import { listRotation } from '@/lib/services/rotation/list-rotation';
import { readOutlook } from '@/lib/services/rotation/read-outlook';
import { endSnooze, snoozeRotation } from '@/lib/services/rotation/snooze-rotation';
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
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

const shared = { tags: ['rotation'], security: SECURITY };

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/rotation',
  operationId: 'listRotation',
  summary: 'List what must be replaced, what is due first coming first',
  description:
    'Needs secrets:list on the scope; without one, all is listed where it is held. Keys of the console are listed for keys:manage, and those it reads from its configuration for backends:manage, on the organization.',
  middleware: [authenticated] as const,
  request: { query: listRotationQuery },
  responses: { 200: answers('One page.', rotationList), ...READ_REFUSALS },
});

const outlook = createRoute({
  ...shared,
  method: 'get',
  path: '/rotation/outlook',
  operationId: 'readRotationOutlook',
  summary: 'Count what there is by status and age, and what falls due in the next 13 weeks',
  middleware: [authenticated] as const,
  request: { query: rotationOutlookQuery },
  responses: { 200: answers('The sums.', rotationOutlook), ...READ_REFUSALS },
});

const snoozed = answers('It is put off.', rotationSnooze);
const PUT_OFF = 'Put off what is due, with a reason and an end';
const HOLDS = `It holds for that many days of 24 hours, until it is ended, or until there is a new value. Beyond ${SNOOZE_DAYS_IN_ALL_MAX} days in all of one value: 422 put_off_too_long.`;
const TAKE_BACK = 'End it: what was put off is due again';

const subject = z.object({ subject: z.string().max(128) });

const snoozeKey = createRoute({
  ...shared,
  method: 'post',
  path: '/rotation/console/{subject}/snooze',
  operationId: 'snoozeConsoleKey',
  summary: `${PUT_OFF}: a key of the console`,
  description: HOLDS,
  middleware: [authenticated, jsonBody] as const,
  request: { params: subject, body: takes(snoozeBody) },
  responses: { 200: snoozed, ...WRITE_REFUSALS },
});

const endKey = createRoute({
  ...shared,
  method: 'delete',
  path: '/rotation/console/{subject}/snooze',
  operationId: 'endConsoleKeySnooze',
  summary: `${TAKE_BACK}: a key of the console`,
  middleware: [authenticated] as const,
  request: { params: subject },
  responses: { 204: { description: 'It is not put off.' }, ...DELETION_REFUSALS },
});

function routesOf({ path, name, params }: Place) {
  const named = params.extend({ key: z.string() });
  const snooze = createRoute({
    ...shared,
    method: 'post',
    path: `${path}/secrets/{key}/snooze`,
    operationId: `snooze${name}Secret`,
    summary: PUT_OFF,
    description: `Needs rotation:run. ${HOLDS}`,
    middleware: [authenticated, jsonBody] as const,
    request: { params: named, body: takes(snoozeBody) },
    responses: { 200: snoozed, ...WRITE_REFUSALS },
  });
  const end = createRoute({
    ...shared,
    method: 'delete',
    path: `${path}/secrets/{key}/snooze`,
    operationId: `end${name}SecretSnooze`,
    summary: TAKE_BACK,
    middleware: [authenticated] as const,
    request: { params: named },
    responses: { 204: { description: 'It is not put off.' }, ...DELETION_REFUSALS },
  });
  return { snooze, end };
}

export function addRotation(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) => c.json(await listRotation(c.var.ctx, c.req.valid('query')), 200));
  api.openapi(outlook, async (c) =>
    c.json(await readOutlook(c.var.ctx, c.req.valid('query')), 200),
  );
  api.openapi(snoozeKey, async (c) =>
    c.json(await snoozeRotation(c.var.ctx, c.req.valid('param'), c.req.valid('json')), 200),
  );
  api.openapi(endKey, async (c) => {
    await endSnooze(c.var.ctx, c.req.valid('param'));
    return c.body(null, 204);
  });
  for (const place of PLACES) {
    const { snooze, end } = routesOf(place);
    api.openapi(snooze, async (c) => {
      const key = checkSecretName(c.req.valid('param').key);
      const target = { reference: referenceOf(place, c), key };
      return c.json(await snoozeRotation(c.var.ctx, target, c.req.valid('json')), 200);
    });
    api.openapi(end, async (c) => {
      const key = checkSecretName(c.req.valid('param').key);
      await endSnooze(c.var.ctx, { reference: referenceOf(place, c), key });
      return c.body(null, 204);
    });
  }
}
