// The audit log over REST: read, verified, signed, exported, and how long its texts are kept.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import { auditList, auditLogQuery, exportAuditQuery, listAuditQuery } from '@/lib/contracts/audit';
import {
  auditCheckpoint,
  auditCheckpointList,
  listCheckpointsQuery,
} from '@/lib/contracts/audit-checkpoint';
import { auditPolicy, readPolicyQuery, setAuditPolicyBody } from '@/lib/contracts/audit-policy';
import { auditVerification } from '@/lib/contracts/audit-verification';
import { auditDenials, listDenialsQuery } from '@/lib/contracts/audit-denials';
import { exportLog } from '@/lib/services/audit/export-log';
import { listCheckpoints, takeCheckpoint } from '@/lib/services/audit/list-checkpoints';
import { listDenials } from '@/lib/services/audit/list-denials';
import { listAuditEvents } from '@/lib/services/audit/list-events';
import { readAuditPolicy, setAuditPolicy } from '@/lib/services/audit/retention';
import { verifyLog } from '@/lib/services/audit/verify-log';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';

const shared = { tags: ['audit'], security: SECURITY };
const reads = { ...shared, method: 'get' as const };

function addReads(api: OpenAPIHono<ApiEnvironment>): void {
  const list = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/audit',
    operationId: 'listAuditEvents',
    summary: 'What was done, newest first',
    request: { query: listAuditQuery },
    responses: { 200: answers('One page.', auditList), ...READ_REFUSALS },
  });
  const verify = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/audit/verify',
    operationId: 'verifyAuditLog',
    summary: 'Verify every event against the head and all checkpoints',
    request: { query: auditLogQuery },
    responses: {
      200: answers('Whether it is whole, and what is wrong.', auditVerification),
      ...READ_REFUSALS,
    },
  });
  const checkpoints = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/audit/checkpoint',
    operationId: 'listAuditCheckpoints',
    summary: 'Signed checkpoints, newest first',
    request: { query: listCheckpointsQuery },
    responses: { 200: answers('One page.', auditCheckpointList), ...READ_REFUSALS },
  });
  const denials = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/audit/denials',
    operationId: 'listAuditDenials',
    summary: 'Who was refused what, where and how often',
    request: { query: listDenialsQuery },
    responses: { 200: answers('Counted.', auditDenials), ...READ_REFUSALS },
  });
  api.openapi(denials, async (c) =>
    c.json(await listDenials(c.var.ctx, c.req.valid('query')), 200),
  );
  api.openapi(list, async (c) =>
    c.json(await listAuditEvents(c.var.ctx, c.req.valid('query')), 200),
  );
  api.openapi(verify, async (c) =>
    c.json(await verifyLog(c.var.ctx, c.req.valid('query').log), 200),
  );
  api.openapi(checkpoints, async (c) =>
    c.json(await listCheckpoints(c.var.ctx, c.req.valid('query')), 200),
  );
}

function addExport(api: OpenAPIHono<ApiEnvironment>): void {
  const route = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/audit/export',
    operationId: 'exportAuditLog',
    summary: 'The whole log as lines that verify offline, or as a table',
    request: { query: exportAuditQuery },
    responses: {
      200: {
        description: 'Signed at the size that is handed out.',
        content: {
          'application/jsonl': { schema: z.string() },
          'text/csv': { schema: z.string() },
        },
      },
      ...READ_REFUSALS,
    },
  });
  api.openapi(route, async (c) => {
    const { name, mediaType, pieces } = await exportLog(c.var.ctx, c.req.valid('query'));
    return new Response(streamOf(pieces), {
      status: 200,
      headers: {
        'Content-Type': mediaType,
        'Content-Disposition': `attachment; filename="${name}"`,
      },
    });
  });
}

/** Read from the database as fast as it is taken. */
function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const source = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await source.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await source.return?.()),
  });
}

function addWrites(api: OpenAPIHono<ApiEnvironment>): void {
  const take = createRoute({
    ...shared,
    method: 'post',
    middleware: [authenticated, jsonBody] as const,
    path: '/audit/checkpoint',
    operationId: 'takeAuditCheckpoint',
    summary: 'Sign the log as it is now',
    request: { body: takes(auditLogQuery) },
    responses: { 200: answers('Keep it elsewhere.', auditCheckpoint), ...WRITE_REFUSALS },
  });
  const read = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/audit/policy',
    operationId: 'readAuditPolicy',
    summary: 'How long the texts of the log are kept',
    request: { query: readPolicyQuery },
    responses: { 200: answers('As it is.', auditPolicy), ...READ_REFUSALS },
  });
  const set = createRoute({
    ...shared,
    method: 'put',
    middleware: [authenticated, jsonBody] as const,
    path: '/audit/policy',
    operationId: 'setAuditPolicy',
    summary: 'Change how long the texts of the log are kept',
    request: { body: takes(setAuditPolicyBody) },
    responses: { 200: answers('As it is now.', auditPolicy), ...WRITE_REFUSALS },
  });
  api.openapi(take, async (c) =>
    c.json(await takeCheckpoint(c.var.ctx, c.req.valid('json').log), 200),
  );
  api.openapi(read, async (c) =>
    c.json(await readAuditPolicy(c.var.ctx, c.req.valid('query').days), 200),
  );
  api.openapi(set, async (c) =>
    c.json(await setAuditPolicy(c.var.ctx, c.req.valid('json').retentionDays), 200),
  );
}

export function addAudit(api: OpenAPIHono<ApiEnvironment>): void {
  addReads(api);
  addExport(api);
  addWrites(api);
}
