// Trials of the values of guided rotations over REST: by the console itself, or by a runner where the network is.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { takenDelivery } from '@/lib/contracts/delivery';
import { rotationTrial } from '@/lib/contracts/rotation-run';
import { reportTrialBody, tryBody } from '@/lib/contracts/rotation-run-input';
import { takeTrialDeliveryBody } from '@/lib/contracts/trial-delivery';
import { reportTrial } from '@/lib/services/verification/report-trial';
import { takeTrialDelivery } from '@/lib/services/verification/take-trial-delivery';
import { tryValue } from '@/lib/services/verification/try-value';
import type { ApiEnvironment } from './api-environment';
import { askedOf } from './asked-delivery';
import { authenticated } from './authenticated';
import { answers, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';

const shared = { tags: ['rotation'], security: SECURITY };
const params = z.object({ run: z.string().max(40) });
const ofRun = '/rotation/runs/{run}';

const attempt = createRoute({
  ...shared,
  method: 'post',
  path: `${ofRun}/trials`,
  operationId: 'tryRotationValue',
  summary: 'Try the new or the old value by the check of its secret',
  description: 'One request to an approved destination; what is answered is judged by its status.',
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(tryBody) },
  responses: { 201: answers('What came of it.', rotationTrial), ...WRITE_REFUSALS },
});

const report = createRoute({
  ...shared,
  method: 'post',
  path: `${ofRun}/trials/report`,
  operationId: 'reportRotationTrial',
  summary: 'Report what a runner found with the value that it was handed',
  description: 'Once, by the token that took the delivery.',
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(reportTrialBody) },
  responses: { 201: answers('It is recorded.', rotationTrial), ...WRITE_REFUSALS },
});

const take = createRoute({
  ...shared,
  method: 'post',
  path: `${ofRun}/deliveries`,
  operationId: 'takeRotationTrialDelivery',
  summary: 'Take one value of a rotation to try it, sealed to a key made for that',
  description: 'Only a machine token with deliveries:create and rotation:run may.',
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(takeTrialDeliveryBody) },
  responses: { 201: answers('It was handed over.', takenDelivery), ...WRITE_REFUSALS },
});

export function addRotationTrials(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(attempt, async (c) =>
    c.json(await tryValue(c.var.ctx, c.req.valid('param').run, c.req.valid('json')), 201),
  );
  api.openapi(report, async (c) =>
    c.json(await reportTrial(c.var.ctx, c.req.valid('param').run, c.req.valid('json')), 201),
  );
  api.openapi(take, async (c) => {
    const asked = { ...(await askedOf(c)), input: c.req.valid('json') };
    return c.json(await takeTrialDelivery(c.var.ctx, c.req.valid('param').run, asked), 201);
  });
}
