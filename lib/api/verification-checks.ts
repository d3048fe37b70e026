// Over REST: how the console tries the value of a secret.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { setCheckBody, verificationCheck } from '@/lib/contracts/destination';
import { Plaintext } from '@/lib/domain/plaintext';
import { readCheck } from '@/lib/services/verification/read-check';
import { removeCheck } from '@/lib/services/verification/remove-check';
import { setCheck } from '@/lib/services/verification/set-check';
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

function routesOf({ path, name, params: ofPlace }: Place) {
  const shared = { tags: ['rotation'], security: SECURITY };
  const at = `${path}/secrets/{key}/check`;
  const params = ofPlace.extend({ key: z.string() });
  return {
    read: createRoute({
      ...shared,
      method: 'get',
      path: at,
      operationId: `read${name}VerificationCheck`,
      summary: 'Read by which request the value of a secret is tried',
      middleware: [authenticated] as const,
      request: { params },
      responses: {
        200: answers('The check; null: there is none.', verificationCheck.nullable()),
        ...READ_REFUSALS,
      },
    }),
    set: createRoute({
      ...shared,
      method: 'put',
      path: at,
      operationId: `set${name}VerificationCheck`,
      summary: 'Set by which request the value of a secret is tried',
      description: 'Where it led to another host before it needs the current value.',
      middleware: [authenticated, jsonBody] as const,
      request: { params, body: takes(setCheckBody) },
      responses: { 200: answers('The check.', verificationCheck), ...WRITE_REFUSALS },
    }),
    remove: createRoute({
      ...shared,
      method: 'delete',
      path: at,
      operationId: `remove${name}VerificationCheck`,
      summary: 'Take the check of a secret away',
      middleware: [authenticated] as const,
      request: { params },
      responses: { 204: { description: 'There is none any more.' }, ...DELETION_REFUSALS },
    }),
  };
}

export function addVerificationChecks(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    const { read, set, remove } = routesOf(place);
    api.openapi(read, async (c) => {
      const { key } = c.req.valid('param');
      return c.json(await readCheck(c.var.ctx, referenceOf(place, c), key), 200);
    });
    api.openapi(set, async (c) => {
      const { key } = c.req.valid('param');
      const { value: text, ...input } = c.req.valid('json');
      const value = text === undefined ? undefined : Plaintext.fromText(text);
      return c.json(
        await setCheck(c.var.ctx, referenceOf(place, c), key, { ...input, value }),
        200,
      );
    });
    api.openapi(remove, async (c) => {
      await removeCheck(c.var.ctx, referenceOf(place, c), c.req.valid('param').key);
      return c.body(null, 204);
    });
  }
}
