// Guided rotations over REST: begun, listed, read, and their values and steps. Every act answers the rotation as it stands.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { listRunsQuery, rotationRun, runList } from '@/lib/contracts/rotation-run';
import {
  assignStepBody,
  stageValueBody,
  startRunBody,
  stepDoneBody,
} from '@/lib/contracts/rotation-run-input';
import { RUN_STEPS } from '@/lib/domain/rotation-run';
import { assignStep } from '@/lib/services/rotation-runs/assign-step';
import { listRuns } from '@/lib/services/rotation-runs/list-runs';
import { markStepDone } from '@/lib/services/rotation-runs/mark-step-done';
import { readRun } from '@/lib/services/rotation-runs/read-run';
import { stageRunValue } from '@/lib/services/rotation-runs/stage-run-value';
import { startRun } from '@/lib/services/rotation-runs/start-run';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';
import { readSubmittedValue } from './read-secret-body';

const shared = { tags: ['rotation'], security: SECURITY };
const ofRun = z.object({ run: z.string().max(40) });
const ofStep = ofRun.extend({ step: z.enum(RUN_STEPS) });
const answered = answers('As it stands now.', rotationRun);
const one = '/rotation/runs/{run}';

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/rotation/runs',
  operationId: 'listRotationRuns',
  summary: 'List guided rotations, newest first',
  middleware: [authenticated] as const,
  request: { query: listRunsQuery },
  responses: { 200: answers('One page.', runList), ...READ_REFUSALS },
});

const start = createRoute({
  ...shared,
  method: 'post',
  path: '/rotation/runs',
  operationId: 'startRotationRun',
  summary: 'Begin a guided rotation of one secret, or of several that are changed together',
  description:
    'Needs rotation:run on the narrowest scope that holds them all. A secret is in one at a time: 409 `rotation_open` names the other.',
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(startRunBody) },
  responses: { 201: answers('It has begun.', rotationRun), ...WRITE_REFUSALS },
});

const read = createRoute({
  ...shared,
  method: 'get',
  path: one,
  operationId: 'readRotationRun',
  summary: 'Read a guided rotation: where it stands, and what keeps it from closing',
  middleware: [authenticated] as const,
  request: { params: ofRun },
  responses: { 200: answered, ...READ_REFUSALS },
});

const stage = createRoute({
  ...shared,
  method: 'post',
  path: `${one}/values`,
  operationId: 'stageRotationValue',
  summary: 'Seal the new value of a secret beside the current one',
  description: 'Send `value` or `valueBase64`. Needs secrets:write on the secret as well.',
  middleware: [authenticated, jsonBody] as const,
  request: { params: ofRun, body: takes(stageValueBody) },
  responses: { 200: answered, ...WRITE_REFUSALS },
});

const done = createRoute({
  ...shared,
  method: 'post',
  path: `${one}/steps/{step}/done`,
  operationId: 'markRotationStepDone',
  summary: 'Say what was verified in staging, or why it was left out',
  middleware: [authenticated, jsonBody] as const,
  request: { params: ofStep, body: takes(stepDoneBody) },
  responses: { 200: answered, ...WRITE_REFUSALS },
});

const assign = createRoute({
  ...shared,
  method: 'put',
  path: `${one}/steps/{step}/assignee`,
  operationId: 'assignRotationStep',
  summary: 'Say whose a step is; null: nobody’s',
  middleware: [authenticated, jsonBody] as const,
  request: { params: ofStep, body: takes(assignStepBody) },
  responses: { 200: answered, ...WRITE_REFUSALS },
});

export function addRotationRuns(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) => c.json(await listRuns(c.var.ctx, c.req.valid('query')), 200));
  api.openapi(start, async (c) => c.json(await startRun(c.var.ctx, c.req.valid('json')), 201));
  api.openapi(read, async (c) => c.json(await readRun(c.var.ctx, c.req.valid('param').run), 200));
  api.openapi(stage, async (c) => {
    const { value, valueBase64, ...input } = c.req.valid('json');
    const given = { ...input, ...readSubmittedValue({ value, valueBase64 }) };
    return c.json(await stageRunValue(c.var.ctx, c.req.valid('param').run, given), 200);
  });
  api.openapi(done, async (c) => {
    const { run, step } = c.req.valid('param');
    return c.json(await markStepDone(c.var.ctx, run, step, c.req.valid('json')), 200);
  });
  api.openapi(assign, async (c) => {
    const { run, step } = c.req.valid('param');
    return c.json(await assignStep(c.var.ctx, run, step, c.req.valid('json')), 200);
  });
}
