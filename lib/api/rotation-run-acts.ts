// What is done with a guided rotation over REST, from its promotion to its end. Each answers the rotation as it stands.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { rotationRun } from '@/lib/contracts/rotation-run';
import {
  addEvidenceBody,
  adoptBody,
  revokeBody,
  runReasonBody,
  signExceptionBody,
} from '@/lib/contracts/rotation-run-input';
import { abandonRun } from '@/lib/services/rotation-runs/abandon-run';
import { addEvidence } from '@/lib/services/rotation-runs/add-evidence';
import { adoptRunValue } from '@/lib/services/rotation-runs/adopt-run-value';
import { askException } from '@/lib/services/rotation-runs/ask-exception';
import { closeRun } from '@/lib/services/rotation-runs/close-run';
import { discardRunValue } from '@/lib/services/rotation-runs/discard-run-value';
import { promoteRun } from '@/lib/services/rotation-runs/promote-run';
import { revokeOldValue } from '@/lib/services/rotation-runs/revoke-old-value';
import { rollBackRun } from '@/lib/services/rotation-runs/roll-back-run';
import { signException } from '@/lib/services/rotation-runs/sign-exception';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';

const shared = { tags: ['rotation'], security: SECURITY };
const params = z.object({ run: z.string().max(40) });
const responses = { 200: answers('As it stands now.', rotationRun), ...WRITE_REFUSALS };

function plain<P extends string>(path: P, operationId: string, summary: string) {
  return createRoute({
    ...shared,
    method: 'post',
    path: `/rotation/runs/{run}/${path}`,
    operationId,
    summary,
    middleware: [authenticated] as const,
    request: { params },
    responses,
  });
}

function taking<P extends string, B extends z.ZodType>(
  path: P,
  operationId: string,
  summary: string,
  body: B,
) {
  return createRoute({
    ...shared,
    method: 'post',
    path: `/rotation/runs/{run}/${path}`,
    operationId,
    summary,
    middleware: [authenticated, jsonBody] as const,
    request: { params, body: takes(body) },
    responses,
  });
}

const adopt = taking(
  'adopt',
  'adoptRotationValue',
  'Take the current value into the rotation as its new one: it was replaced where it lives',
  adoptBody,
);
const discard = taking('discard', 'discardRotationValue', 'Retire a new value', adoptBody);
const promote = plain('promote', 'promoteRotationRun', 'Make all new values current at once');
const rollBack = taking(
  'rollback',
  'rollBackRotationRun',
  'Put the old values back, as long as none was revoked',
  runReasonBody,
);
const revoke = taking(
  'revoke',
  'revokeRotationValue',
  'Say that an old value was revoked where it is issued',
  revokeBody,
);
const evidence = taking('evidence', 'addRotationEvidence', 'Add evidence', addEvidenceBody);
const ask = taking(
  'exception',
  'askRotationException',
  'Ask that it may close though something is missing; a token may not',
  runReasonBody,
);
const sign = taking(
  'exception/sign',
  'signRotationException',
  'Sign the exception that somebody else asked for: it closes; a token may not',
  signExceptionBody,
);
const close = plain('close', 'closeRotationRun', 'Close it: 409 names what is missing');
const abandon = taking('abandon', 'abandonRotationRun', 'Give it up', runReasonBody);

export function addRotationRunActs(api: OpenAPIHono<ApiEnvironment>): void {
  for (const [route, act] of [
    [promote, promoteRun],
    [close, closeRun],
  ] as const) {
    api.openapi(route, async (c) => c.json(await act(c.var.ctx, c.req.valid('param').run), 200));
  }
  api.openapi(sign, async (c) =>
    c.json(await signException(c.var.ctx, c.req.valid('param').run, c.req.valid('json')), 200),
  );
  for (const [route, act] of [
    [adopt, adoptRunValue],
    [discard, discardRunValue],
  ] as const) {
    api.openapi(route, async (c) =>
      c.json(await act(c.var.ctx, c.req.valid('param').run, c.req.valid('json')), 200),
    );
  }
  for (const [route, act] of [
    [rollBack, rollBackRun],
    [ask, askException],
    [abandon, abandonRun],
  ] as const) {
    api.openapi(route, async (c) =>
      c.json(await act(c.var.ctx, c.req.valid('param').run, c.req.valid('json')), 200),
    );
  }
  api.openapi(revoke, async (c) =>
    c.json(await revokeOldValue(c.var.ctx, c.req.valid('param').run, c.req.valid('json')), 200),
  );
  api.openapi(evidence, async (c) =>
    c.json(await addEvidence(c.var.ctx, c.req.valid('param').run, c.req.valid('json')), 200),
  );
}
