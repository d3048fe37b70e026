// Backups over REST: taken, verified and tried. The files themselves stay on the server.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  backupList,
  backupPolicy,
  backupPolicyBody,
  backupView,
  drillBody,
  restoreDrill,
} from '@/lib/contracts/backup';
import { toTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { changeBackupPolicy, readBackupPolicy } from '@/lib/services/backups/change-policy';
import { createBackup } from '@/lib/services/backups/create-backup';
import { drillBackup } from '@/lib/services/backups/drill-backup';
import { viewDrill } from '@/lib/services/backups/drill-view';
import { backupUuid, listBackups, readBackup } from '@/lib/services/backups/list-backups';
import { verifyBackup } from '@/lib/services/backups/verify-backup';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';

const shared = { tags: ['backups'], security: SECURITY };
const params = z.object({ id: z.string().max(100) });

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/backups',
  operationId: 'listBackups',
  summary: 'The backups there are, what is known of each, and what is due',
  middleware: [authenticated] as const,
  responses: { 200: answers('Taken last first.', backupList), ...READ_REFUSALS },
});

const create = createRoute({
  ...shared,
  method: 'post',
  path: '/backups',
  operationId: 'createBackup',
  summary: 'Take a backup now; it is in the backup folder of the server, and not handed out here',
  middleware: [authenticated] as const,
  responses: { 201: answers('It is whole and on disk.', backupView), ...WRITE_REFUSALS },
});

const readPolicy = createRoute({
  ...shared,
  method: 'get',
  path: '/backups/policy',
  operationId: 'readBackupPolicy',
  summary: 'When backups are taken by themselves, and how many are kept',
  middleware: [authenticated] as const,
  responses: { 200: answers('As it is now.', backupPolicy), ...READ_REFUSALS },
});

const changePolicy = createRoute({
  ...shared,
  method: 'put',
  path: '/backups/policy',
  operationId: 'changeBackupPolicy',
  summary: 'Say when backups are taken by themselves, and how many are kept',
  middleware: [authenticated, jsonBody] as const,
  request: { body: takes(backupPolicyBody) },
  responses: { 200: answers('As it is now.', backupPolicy), ...WRITE_REFUSALS },
});

const read = createRoute({
  ...shared,
  method: 'get',
  path: '/backups/{id}',
  operationId: 'readBackup',
  summary: 'One backup',
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('As it is known.', backupView), ...READ_REFUSALS },
});

const verify = createRoute({
  ...shared,
  method: 'post',
  path: '/backups/{id}/verify',
  operationId: 'verifyBackup',
  summary: 'Compare every byte of a backup with its signed manifest',
  middleware: [authenticated] as const,
  request: { params },
  responses: { 200: answers('`fault` says what is wrong.', backupView), ...WRITE_REFUSALS },
});

const drill = createRoute({
  ...shared,
  method: 'post',
  path: '/backups/{id}/drill',
  operationId: 'drillBackup',
  summary: 'Restore a backup into a scratch database and open it with a master key',
  middleware: [authenticated, jsonBody] as const,
  request: { params, body: takes(drillBody) },
  responses: { 200: answers('What came of each step.', restoreDrill), ...WRITE_REFUSALS },
});

export function addBackups(api: OpenAPIHono<ApiEnvironment>): void {
  api.openapi(list, async (c) => c.json(await listBackups(c.var.ctx), 200));
  api.openapi(create, async (c) => {
    const { id } = await createBackup(c.var.ctx);
    return c.json(await readBackup(c.var.ctx, toTypeId('backup', id)), 201);
  });
  api.openapi(readPolicy, async (c) => c.json(await readBackupPolicy(c.var.ctx), 200));
  api.openapi(changePolicy, async (c) =>
    c.json(await changeBackupPolicy(c.var.ctx, c.req.valid('json')), 200),
  );
  api.openapi(read, async (c) => c.json(await readBackup(c.var.ctx, c.req.valid('param').id), 200));
  api.openapi(verify, async (c) => {
    const { id } = c.req.valid('param');
    await verifyBackup(c.var.ctx, backupUuid(id));
    return c.json(await readBackup(c.var.ctx, id), 200);
  });
  api.openapi(drill, async (c) => {
    const { key } = c.req.valid('json');
    const typed = key === undefined ? undefined : Plaintext.fromText(key);
    const done = await drillBackup(c.var.ctx, backupUuid(c.req.valid('param').id), typed);
    return c.json(await viewDrill(c.var.ctx, done), 200);
  });
}
