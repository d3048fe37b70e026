// Database connections over REST; addresses come in, no password goes out.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  changeInstanceBody,
  createInstanceBody,
  importedInstances,
  importInstancesBody,
  instance,
  instanceList,
  instanceTest,
  listInstancesQuery,
  reencryptedInstances,
  reencryptInstancesBody,
} from '@/lib/contracts/instance';
import { Plaintext } from '@/lib/domain/plaintext';
import { changeInstance } from '@/lib/services/instances/change-instance';
import { createInstance } from '@/lib/services/instances/create-instance';
import { deleteInstance } from '@/lib/services/instances/delete-instance';
import { importInstances } from '@/lib/services/instances/import-instances';
import { listInstances, readInstance } from '@/lib/services/instances/list-instances';
import { reencryptInstances } from '@/lib/services/instances/reencrypt-instances';
import { testInstance } from '@/lib/services/instances/test-instance';
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

const shared = { tags: ['instances'], security: SECURITY };
/** Its id or its slug. */
const params = z.object({ id: z.string().max(400) });
const one = { ...shared, path: '/instances/{id}' };

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/instances',
  operationId: 'listInstances',
  summary: 'List the database connections of the organization, and what their keys need',
  middleware: [authenticated] as const,
  request: { query: listInstancesQuery },
  responses: { 200: answers('One page, by slug.', instanceList), ...READ_REFUSALS },
});

const create = createRoute({
  ...shared,
  method: 'post',
  path: '/instances',
  operationId: 'createInstance',
  summary: 'Keep the address of a database, sealed under Fernet',
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(createInstanceBody) },
  responses: { 201: answers('It is kept.', instance), ...WRITE_REFUSALS },
});

const importAll = createRoute({
  ...shared,
  method: 'post',
  path: '/instances/import',
  operationId: 'importInstances',
  summary: 'Take over Fernet tokens of another program; without apply nothing is written',
  description: 'Each is opened under FERNET_SECRET_KEY and sealed anew under the first key.',
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(importInstancesBody) },
  responses: { 200: answers('What became of each.', importedInstances), ...WRITE_REFUSALS },
});

const reencrypt = createRoute({
  ...shared,
  method: 'post',
  path: '/instances/reencrypt',
  operationId: 'reencryptInstances',
  summary: 'Move one batch of tokens to the first key',
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(reencryptInstancesBody) },
  responses: { 200: answers('How many are left.', reencryptedInstances), ...WRITE_REFUSALS },
});

const read = createRoute({
  ...one,
  method: 'get',
  operationId: 'readInstance',
  summary: 'Read a database connection; no password',
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('The database connection.', instance), ...READ_REFUSALS },
});

const change = createRoute({
  ...one,
  method: 'patch',
  operationId: 'changeInstance',
  summary: 'Change the name or the address of a database connection; what is left out stays',
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(changeInstanceBody) },
  responses: { 200: answers('It was changed.', instance), ...WRITE_REFUSALS },
});

const test = createRoute({
  ...shared,
  method: 'post',
  path: '/instances/{id}/test',
  operationId: 'testInstance',
  summary: 'Test a connection to PostgreSQL; nothing is changed there',
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('What was found.', instanceTest), ...WRITE_REFUSALS },
});

const remove = createRoute({
  ...one,
  method: 'delete',
  operationId: 'deleteInstance',
  summary: 'Delete a database connection with its address',
  middleware: [authenticated] as const,
  request: { params },
  responses: { 204: { description: 'It is gone.' }, ...DELETION_REFUSALS },
});

export function addInstances(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) => c.json(await listInstances(c.var.ctx, c.req.valid('query')), 200));
  api.openapi(create, async (c) => {
    const { name, url } = c.req.valid('json');
    return c.json(await createInstance(c.var.ctx, { name, url: Plaintext.fromText(url) }), 201);
  });
  api.openapi(importAll, async (c) =>
    c.json(await importInstances(c.var.ctx, c.req.valid('json')), 200),
  );
  api.openapi(reencrypt, async (c) =>
    c.json(await reencryptInstances(c.var.ctx, c.req.valid('json')), 200),
  );
  api.openapi(read, async (c) =>
    c.json(await readInstance(c.var.ctx, c.req.valid('param').id), 200),
  );
  api.openapi(change, async (c) => {
    const { name, url } = c.req.valid('json');
    const wanted = { name, ...(url === undefined ? {} : { url: Plaintext.fromText(url) }) };
    return c.json(await changeInstance(c.var.ctx, c.req.valid('param').id, wanted), 200);
  });
  api.openapi(test, async (c) =>
    c.json(await testInstance(c.var.ctx, c.req.valid('param').id), 200),
  );
  api.openapi(remove, async (c) => {
    await deleteInstance(c.var.ctx, c.req.valid('param').id);
    return c.body(null, 204);
  });
}
