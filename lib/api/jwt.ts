// The JWT secret over REST: how far its change is, and the acts of it.

import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  checkedJwt,
  checkJwtBody,
  finishJwtBody,
  jwtStatus,
  recordJwtBody,
  rotateJwtBody,
} from '@/lib/contracts/jwt';
import { Plaintext } from '@/lib/domain/plaintext';
import { checkJwtSecret } from '@/lib/services/keys/jwt/check-jwt-secret';
import { finishJwtRotation } from '@/lib/services/keys/jwt/finish-jwt-rotation';
import { readJwtStatus } from '@/lib/services/keys/jwt/read-jwt-status';
import { recordJwtVerification } from '@/lib/services/keys/jwt/record-jwt-verification';
import { rotateJwtSecret } from '@/lib/services/keys/jwt/rotate-jwt-secret';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';

const shared = { tags: ['keys'], security: SECURITY };
const answersStatus = {
  200: answers('The JWT secret as it is now.', jwtStatus),
  ...WRITE_REFUSALS,
};

export function addJwt(api: OpenAPIHono<ApiEnvironment>): void {
  const status = createRoute({
    ...shared,
    method: 'get',
    middleware: [authenticated] as const,
    path: '/keys/jwt',
    operationId: 'readJwtSecret',
    summary: 'Current and previous JWT secret by name, with the sessions and nodes of each',
    responses: { 200: answers('How it stands.', jwtStatus), ...READ_REFUSALS },
  });
  const rotate = createRoute({
    ...shared,
    method: 'post',
    middleware: [authenticated, jsonBody] as const,
    path: '/keys/jwt/rotate',
    operationId: 'rotateJwtSecret',
    summary:
      'Put a new config/jwt.secret in force, and keep the old one for the sessions it signed',
    request: { body: takes(rotateJwtBody) },
    responses: answersStatus,
  });
  const check = createRoute({
    ...shared,
    method: 'post',
    middleware: [authenticated, jsonBody] as const,
    path: '/keys/jwt/check',
    operationId: 'checkJwtSecret',
    summary: 'Say whether a secret is fit to be the next JWT_SECRET; it is not kept',
    request: { body: takes(checkJwtBody) },
    responses: { 200: answers('It is fit, and will be called so.', checkedJwt), ...WRITE_REFUSALS },
  });
  const finish = createRoute({
    ...shared,
    method: 'post',
    middleware: [authenticated, jsonBody] as const,
    path: '/keys/jwt/finish',
    operationId: 'finishJwtRotation',
    summary: 'Delete the previous JWT secret; refused while live sessions need it',
    request: { body: takes(finishJwtBody) },
    responses: answersStatus,
  });
  const record = createRoute({
    ...shared,
    method: 'post',
    middleware: [authenticated, jsonBody] as const,
    path: '/keys/jwt/record',
    operationId: 'recordJwtVerification',
    summary: 'Record how the JWT secret in use was verified',
    request: { body: takes(recordJwtBody) },
    responses: answersStatus,
  });
  api.openapi(status, async (c) => c.json(await readJwtStatus(c.var.ctx), 200));
  api.openapi(rotate, async (c) => {
    const { secret, changeNumber } = c.req.valid('json');
    const given = secret === undefined ? undefined : Plaintext.fromText(secret);
    const done = await rotateJwtSecret(c.var.ctx, { secret: given, changeNumber });
    return c.json(done, 200);
  });
  api.openapi(check, async (c) => {
    const secret = Plaintext.fromText(c.req.valid('json').secret);
    return c.json(await checkJwtSecret(c.var.ctx, secret), 200);
  });
  api.openapi(finish, async (c) =>
    c.json(await finishJwtRotation(c.var.ctx, c.req.valid('json')), 200),
  );
  api.openapi(record, async (c) =>
    c.json(await recordJwtVerification(c.var.ctx, c.req.valid('json')), 200),
  );
}
