// Where the checkpoints of an audit log are posted, over REST.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { auditLogQuery } from '@/lib/contracts/audit';
import {
  addWebhookInput,
  checkpointWebhook,
  checkpointWebhookList,
} from '@/lib/contracts/checkpoint-webhook';
import {
  addCheckpointWebhook,
  listCheckpointWebhooks,
  postToWebhook,
  removeCheckpointWebhook,
} from '@/lib/services/audit/checkpoint-webhooks';
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

const shared = { tags: ['audit'], security: SECURITY };
const params = z.object({ id: z.string().max(400) });

const list = createRoute({
  ...shared,
  method: 'get',
  middleware: [authenticated] as const,
  path: '/audit/webhooks',
  operationId: 'listCheckpointWebhooks',
  summary: 'Where checkpoints are posted, and how that goes',
  request: { query: auditLogQuery },
  responses: { 200: answers('All of them.', checkpointWebhookList), ...READ_REFUSALS },
});

const add = createRoute({
  ...shared,
  method: 'post',
  middleware: [authenticated, jsonBody] as const,
  path: '/audit/webhooks',
  operationId: 'addCheckpointWebhook',
  summary: 'Post the checkpoints of the log to an address from now on',
  description: 'A checkpoint is a C2SP signed note, posted as text/plain; it holds no secret.',
  request: { body: takes(addWebhookInput) },
  responses: { 201: answers('It was added.', checkpointWebhook), ...WRITE_REFUSALS },
});

const remove = createRoute({
  ...shared,
  method: 'delete',
  middleware: [authenticated] as const,
  path: '/audit/webhooks/{id}',
  operationId: 'removeCheckpointWebhook',
  summary: 'Post no more to an address',
  request: { params, query: auditLogQuery },
  responses: { 204: { description: 'It is removed.' }, ...DELETION_REFUSALS },
});

const post = createRoute({
  ...shared,
  method: 'post',
  middleware: [authenticated, jsonBody] as const,
  path: '/audit/webhooks/{id}/post',
  operationId: 'postToCheckpointWebhook',
  summary: 'Sign the log as it is and post that now',
  description: 'Answers within 10 seconds, with `failure` where it was not taken.',
  request: { params, body: takes(auditLogQuery) },
  responses: { 200: answers('How it went.', checkpointWebhook), ...WRITE_REFUSALS },
});

export function addAuditWebhooks(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) =>
    c.json(await listCheckpointWebhooks(c.var.ctx, c.req.valid('query').log), 200),
  );
  api.openapi(add, async (c) =>
    c.json(await addCheckpointWebhook(c.var.ctx, c.req.valid('json')), 201),
  );
  api.openapi(remove, async (c) => {
    await removeCheckpointWebhook(c.var.ctx, c.req.valid('param').id, c.req.valid('query').log);
    return c.body(null, 204);
  });
  api.openapi(post, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await postToWebhook(c.var.ctx, id, c.req.valid('json').log), 200);
  });
}
