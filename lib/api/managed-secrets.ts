// The console's own secrets over REST; a value comes in to be applied, none goes out.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  addManagedSecretBody,
  applyManagedSecretBody,
  managedSecretList,
} from '@/lib/contracts/managed-secret';
import { readValueText } from '@/lib/domain/secret-value';
import { applyManagedSecret } from '@/lib/services/managed/apply-managed-secret';
import { addManagedEntry, removeManagedEntry } from '@/lib/services/managed/change-managed-entries';
import { listManagedSecrets } from '@/lib/services/managed/list-managed-secrets';
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

const shared = { tags: ['managed secrets'], security: SECURITY };
const params = z.object({ key: z.string().max(200) });
const named = z.object({ name: z.string() });

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/managed-secrets',
  operationId: 'listManagedSecrets',
  summary: 'The console’s own secrets: where each is from, how strong, and since when; no value',
  middleware: [authenticated] as const,
  responses: { 200: answers('All of them.', managedSecretList), ...READ_REFUSALS },
});

const add = createRoute({
  ...shared,
  method: 'post',
  path: '/managed-secrets',
  operationId: 'addManagedSecret',
  summary: 'Add a name to the catalogue, which is recognized from now on',
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(addManagedSecretBody) },
  responses: { 201: answers('It is in the catalogue.', named), ...WRITE_REFUSALS },
});

const remove = createRoute({
  ...shared,
  method: 'delete',
  path: '/managed-secrets/{key}',
  operationId: 'removeManagedSecret',
  summary: 'Take a name that was added out of the catalogue; the secret itself is left alone',
  middleware: [authenticated] as const,
  request: { params },
  responses: { 204: { description: 'It is gone.' }, ...DELETION_REFUSALS },
});

const apply = createRoute({
  ...shared,
  method: 'put',
  path: '/managed-secrets/{key}/applied',
  operationId: 'applyManagedSecret',
  summary: 'Use another value in this process, until it ends; other nodes keep theirs',
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(applyManagedSecretBody) },
  responses: { 200: answers('It is in use here.', named), ...WRITE_REFUSALS },
});

export function addManagedSecrets(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) => c.json(await listManagedSecrets(c.var.ctx), 200));
  api.openapi(add, async (c) => {
    return c.json(await addManagedEntry(c.var.ctx, c.req.valid('json')), 201);
  });
  api.openapi(remove, async (c) => {
    await removeManagedEntry(c.var.ctx, c.req.valid('param').key);
    return c.body(null, 204);
  });
  api.openapi(apply, async (c) => {
    const { key } = c.req.valid('param');
    const value = readValueText(c.req.valid('json').value, '/value');
    return c.json(await applyManagedSecret(c.var.ctx, key, value), 200);
  });
}
