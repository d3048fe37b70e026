// The second factor of the person who asks, over REST: for sessions only, a token has no account.

import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  beginEnrolmentBody,
  begunEnrolment,
  confirmEnrolmentBody,
  newRecoveryCodeList,
  removeFactorBody,
  renewCodesBody,
  secondFactorState,
} from '@/lib/contracts/account';
import { Plaintext } from '@/lib/domain/plaintext';
import { ownContext } from '@/lib/services/context';
import { beginEnrolment } from '@/lib/services/second-factor/begin-enrolment';
import { confirmEnrolment } from '@/lib/services/second-factor/confirm-enrolment';
import { readSecondFactor } from '@/lib/services/second-factor/read-second-factor';
import { removeSecondFactor } from '@/lib/services/second-factor/remove-second-factor';
import { renewRecoveryCodes } from '@/lib/services/second-factor/renew-recovery-codes';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';

const PATH = '/account/second-factor';
const shared = { tags: ['account'], security: SECURITY };
const write = {
  ...shared,
  method: 'post' as const,
};

const read = createRoute({
  ...shared,
  method: 'get',
  path: PATH,
  operationId: 'readSecondFactor',
  summary: 'Whether your second factor is on, and how many recovery codes are left',
  middleware: [authenticated] as const,
  responses: { 200: answers('Its state.', secondFactorState), ...READ_REFUSALS },
});

const begin = createRoute({
  ...write,
  middleware: [authenticated, jsonBody] as const,
  path: PATH,
  operationId: 'beginSecondFactor',
  summary: 'Begin to set a second factor up',
  description:
    'Only a session may. The answer holds the seed, this once; it counts when a code has confirmed it.',
  request: { body: takes(beginEnrolmentBody) },
  responses: { 201: answers('A seed for your authenticator.', begunEnrolment), ...WRITE_REFUSALS },
});

const confirm = createRoute({
  ...write,
  middleware: [authenticated, jsonBody] as const,
  path: `${PATH}/confirmation`,
  operationId: 'confirmSecondFactor',
  summary: 'Confirm it with a code; from then on one is asked for at sign-in',
  description: 'Only a session may. The answer holds the recovery codes, this once.',
  request: { body: takes(confirmEnrolmentBody) },
  responses: { 200: answers('It is on.', newRecoveryCodeList), ...WRITE_REFUSALS },
});

const renew = createRoute({
  ...write,
  middleware: [authenticated, jsonBody] as const,
  path: `${PATH}/recovery-codes`,
  operationId: 'renewRecoveryCodes',
  summary: 'Make new recovery codes; the old ones stop working',
  description: 'Only a session may. The answer holds them, this once.',
  request: { body: takes(renewCodesBody) },
  responses: { 200: answers('The new codes.', newRecoveryCodeList), ...WRITE_REFUSALS },
});

const remove = createRoute({
  ...write,
  middleware: [authenticated, jsonBody] as const,
  path: `${PATH}/removal`,
  operationId: 'removeSecondFactor',
  summary: 'Turn the second factor off',
  description: 'Only a session may. `code` is one of the authenticator or a recovery code.',
  request: { body: takes(removeFactorBody) },
  responses: { 204: { description: 'It is off.' }, ...WRITE_REFUSALS },
});

const plain = (text: string) => Plaintext.fromText(text);

export function addSecondFactor(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(read, async (c) => c.json(await readSecondFactor(ownContext(c.var.ctx)), 200));
  api.openapi(begin, async (c) => {
    const { password } = c.req.valid('json');
    return c.json(await beginEnrolment(ownContext(c.var.ctx), plain(password)), 201);
  });
  api.openapi(confirm, async (c) => {
    const { code } = c.req.valid('json');
    const recoveryCodes = await confirmEnrolment(ownContext(c.var.ctx), plain(code));
    return c.json({ recoveryCodes }, 200);
  });
  api.openapi(renew, async (c) => {
    const body = c.req.valid('json');
    const given = 'code' in body ? { code: plain(body.code) } : { password: plain(body.password) };
    return c.json({ recoveryCodes: await renewRecoveryCodes(ownContext(c.var.ctx), given) }, 200);
  });
  api.openapi(remove, async (c) => {
    const { password, code } = c.req.valid('json');
    await removeSecondFactor(ownContext(c.var.ctx), plain(password), plain(code));
    return c.body(null, 204);
  });
}
