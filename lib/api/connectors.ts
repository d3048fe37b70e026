// Connectors to external backends over REST; credentials come in, none goes out.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  approveConnectorBody,
  changeConnectorBody,
  connector,
  connectorList,
  createConnectorBody,
  deleteConnectorQuery,
  listConnectorsQuery,
} from '@/lib/contracts/connector';
import { Plaintext } from '@/lib/domain/plaintext';
import { approveConnector } from '@/lib/services/backends/approve-connector';
import { changeConnector } from '@/lib/services/backends/change-connector';
import { createConnector } from '@/lib/services/backends/create-connector';
import { deleteConnector } from '@/lib/services/backends/delete-connector';
import { listConnectors, readConnector } from '@/lib/services/backends/list-connectors';
import { testConnector } from '@/lib/services/backends/test-connector';
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

const shared = { tags: ['connectors'], security: SECURITY };
/** Its id or its slug. */
const params = z.object({ id: z.string().max(400) });
const one = { ...shared, path: '/connectors/{id}' };

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/connectors',
  operationId: 'listConnectors',
  summary: 'List the connectors that serve a scope, and those of scopes below it',
  middleware: [authenticated] as const,
  request: { query: listConnectorsQuery },
  responses: { 200: answers('One page, by slug.', connectorList), ...READ_REFUSALS },
});

const create = createRoute({
  ...shared,
  method: 'post',
  path: '/connectors',
  operationId: 'createConnector',
  summary: 'Make a connector: where values may be fetched, and with which credentials',
  description: 'Whoever does not manage the backends of the organization waits for its approval.',
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(createConnectorBody) },
  responses: { 201: answers('It was made.', connector), ...WRITE_REFUSALS },
});

const read = createRoute({
  ...one,
  method: 'get',
  operationId: 'readConnector',
  summary: 'Read a connector; no credentials',
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('The connector.', connector), ...READ_REFUSALS },
});

const change = createRoute({
  ...one,
  method: 'patch',
  operationId: 'changeConnector',
  summary: 'Change a connector; what is left out stays',
  description: 'Other settings need the credentials anew, and are approved anew.',
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(changeConnectorBody) },
  responses: { 200: answers('It is of its next version.', connector), ...WRITE_REFUSALS },
});

const approve = createRoute({
  ...shared,
  method: 'post',
  path: '/connectors/{id}/approve',
  operationId: 'approveConnector',
  summary: 'Approve where a connector leads, as of the version that was looked at',
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(approveConnectorBody) },
  responses: { 200: answers('It may be used.', connector), ...WRITE_REFUSALS },
});

const test = createRoute({
  ...shared,
  method: 'post',
  path: '/connectors/{id}/test',
  operationId: 'testConnector',
  summary: 'Test the connection: what it could and could not do; nothing is changed there',
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('What was found.', connector), ...WRITE_REFUSALS },
});

const remove = createRoute({
  ...one,
  method: 'delete',
  operationId: 'deleteConnector',
  summary: 'Delete a connector with its credentials; not while secrets need it',
  middleware: [authenticated] as const,
  request: { params, query: deleteConnectorQuery },
  responses: { 204: { description: 'It is gone.' }, ...DELETION_REFUSALS },
});

export function addConnectors(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) =>
    c.json(await listConnectors(c.var.ctx, c.req.valid('query')), 200),
  );
  api.openapi(create, async (c) =>
    c.json(await createConnector(c.var.ctx, concealed(c.req.valid('json'))), 201),
  );
  api.openapi(read, async (c) =>
    c.json(await readConnector(c.var.ctx, c.req.valid('param').id), 200),
  );
  api.openapi(change, async (c) => {
    const body = concealed(c.req.valid('json'));
    return c.json(await changeConnector(c.var.ctx, c.req.valid('param').id, body), 200);
  });
  api.openapi(approve, async (c) => {
    const { version } = c.req.valid('json');
    return c.json(await approveConnector(c.var.ctx, c.req.valid('param').id, version), 200);
  });
  api.openapi(test, async (c) =>
    c.json(await testConnector(c.var.ctx, c.req.valid('param').id), 200),
  );
  api.openapi(remove, async (c) => {
    const { ifVersion } = c.req.valid('query');
    await deleteConnector(c.var.ctx, c.req.valid('param').id, ifVersion);
    return c.body(null, 204);
  });
}

/** Credentials become Plaintext at once. */
function concealed<
  T extends { readonly credentials?: Readonly<Record<string, string>> | undefined },
>({ credentials, ...rest }: T) {
  const fields = Object.entries(credentials ?? {});
  const hidden = fields.map(([name, text]) => [name, Plaintext.fromText(text)] as const);
  return { ...rest, ...(credentials ? { credentials: Object.fromEntries(hidden) } : {}) };
}
