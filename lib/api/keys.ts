// Keys over REST: what there is, and the acts of a key operation, one at a time.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  dataKeyList,
  keyOperation,
  keyOverview,
  listDataKeysQuery,
  runtimeInputList,
  stageMasterKeyBody,
  startKeyOperationBody,
  typedFingerprintBody,
} from '@/lib/contracts/keys';
import { backupStanding, confirmBackupBody } from '@/lib/contracts/backups';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '@/lib/services/context';
import { beginKeyOperation, inKeyOperation } from '@/lib/services/keys/in-key-operation';
import { listDataKeys } from '@/lib/services/keys/list-data-keys';
import { listRuntimeInputs } from '@/lib/services/keys/list-runtime-inputs';
import { confirmBackup } from '@/lib/services/keys/backups/confirm-backup';
import { confirmKeyCopy } from '@/lib/services/keys/operations/confirm-key-copy';
import { finishMasterKey } from '@/lib/services/keys/operations/finish-master-key';
import { replaceKeyFile } from '@/lib/services/keys/operations/replace-key-file';
import { rollBackMasterKey } from '@/lib/services/keys/operations/roll-back-master-key';
import { stageMasterKey } from '@/lib/services/keys/operations/stage-master-key';
import { takeOverKeyOperation } from '@/lib/services/keys/operations/take-over-operation';
import { readKeyOverview } from '@/lib/services/keys/read-key-overview';
import { listKeyOperations, readKeyOperation } from '@/lib/services/keys/read-operation';
import { changeRootKey } from '@/lib/services/keys/reencrypt/change-root-key';
import { pauseReencryption } from '@/lib/services/keys/reencrypt/pause-reencryption';
import { retireRootKey } from '@/lib/services/keys/reencrypt/retire-root-key';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';

const shared = { tags: ['keys'], security: SECURITY };
const reads = { ...shared, method: 'get' as const };
const withBody = {
  ...shared,
  method: 'post' as const,
};
const answersOperation = {
  200: answers('The operation as it is now.', keyOperation),
  ...WRITE_REFUSALS,
};

/** Acts of the open operation that take nothing, by the last part of their address. */
const ACTS: Readonly<Record<string, readonly [string, (ctx: Context) => Promise<unknown>]>> = {
  'take-over': ['Take the open operation over', takeOverKeyOperation],
  'replace-file': ['Generate a new config/master.key and put it in force', replaceKeyFile],
  'roll-back': ['Drop the staged key, or put the old one in force again', rollBackMasterKey],
  'change-root': ['Change the root key: re-encryption begins', changeRootKey],
  pause: ['Let re-encryption rest', (ctx) => pauseReencryption(ctx, true)],
  resume: ['Let re-encryption go on', (ctx) => pauseReencryption(ctx, false)],
  retire: ['Delete the old keys once nothing lies under them', retireRootKey],
};

function addReads(api: OpenAPIHono<ApiEnvironment>): void {
  const overview = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/keys',
    operationId: 'readKeys',
    summary: 'Master keys, nodes, sessions by JWT secret, and the open operation',
    responses: { 200: answers('The keys.', keyOverview), ...READ_REFUSALS },
  });
  const dataKeys = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/keys/data-keys',
    operationId: 'listDataKeys',
    summary: 'Data keys with the number of values under each',
    request: { query: listDataKeysQuery },
    responses: { 200: answers('One page.', dataKeyList), ...READ_REFUSALS },
  });
  const inputs = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/keys/inputs',
    operationId: 'listRuntimeInputs',
    summary: 'Secret inputs of the running console: which is set, what reads it, and when',
    responses: { 200: answers('All of them.', runtimeInputList), ...READ_REFUSALS },
  });
  const list = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/keys/operations',
    operationId: 'listKeyOperations',
    summary: 'Key operations, newest first',
    request: { query: z.strictObject({ before: z.iso.datetime().optional() }) },
    responses: {
      200: answers(
        'One page.',
        z.object({ items: z.array(keyOperation), next: z.string().nullable() }),
      ),
      ...READ_REFUSALS,
    },
  });
  const one = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/keys/operations/{operation}',
    operationId: 'readKeyOperation',
    summary: 'One key operation with what was done in it',
    request: { params: z.object({ operation: z.string() }) },
    responses: { 200: answers('The operation.', keyOperation), ...READ_REFUSALS },
  });
  api.openapi(overview, async (c) => c.json(await readKeyOverview(c.var.ctx), 200));
  api.openapi(dataKeys, async (c) =>
    c.json(await listDataKeys(c.var.ctx, c.req.valid('query')), 200),
  );
  api.openapi(inputs, async (c) => c.json(await listRuntimeInputs(c.var.ctx), 200));
  api.openapi(list, async (c) =>
    c.json(await listKeyOperations(c.var.ctx, c.req.valid('query').before), 200),
  );
  api.openapi(one, async (c) =>
    c.json(await readKeyOperation(c.var.ctx, c.req.valid('param').operation), 200),
  );
}

function addActs(api: OpenAPIHono<ApiEnvironment>): void {
  const start = createRoute({
    ...withBody,
    middleware: [authenticated, jsonBody] as const,
    path: '/keys/operations',
    operationId: 'startKeyOperation',
    summary: 'Begin a change of keys; nothing is changed yet',
    request: { body: takes(startKeyOperationBody) },
    responses: { 201: answers('It is open.', keyOperation), ...WRITE_REFUSALS },
  });
  const stage = createRoute({
    ...withBody,
    middleware: [authenticated, jsonBody] as const,
    path: '/keys/operation/stage',
    operationId: 'stageMasterKey',
    summary: 'Wrap the root key under a new master key as well; no answer holds it',
    request: { body: takes(stageMasterKeyBody) },
    responses: answersOperation,
  });
  const finish = createRoute({
    ...withBody,
    middleware: [authenticated, jsonBody] as const,
    path: '/keys/operation/finish',
    operationId: 'finishMasterKey',
    summary: 'Retire the old master key, with the fingerprint typed from a copy of the new one',
    request: { body: takes(typedFingerprintBody) },
    responses: answersOperation,
  });
  const confirm = createRoute({
    ...withBody,
    middleware: [authenticated, jsonBody] as const,
    path: '/keys/copies',
    operationId: 'confirmKeyCopy',
    summary: 'Confirm a copy of the master key kept elsewhere, by its fingerprint',
    request: { body: takes(typedFingerprintBody) },
    responses: { 204: { description: 'It is noted.' }, ...WRITE_REFUSALS },
  });
  const backup = createRoute({
    ...withBody,
    middleware: [authenticated, jsonBody] as const,
    path: '/keys/backup-confirmations',
    operationId: 'confirmBackup',
    summary: 'Say that a backup of the database was taken, when, and where it is kept',
    request: { body: takes(confirmBackupBody) },
    responses: {
      201: answers('It is noted; nothing was checked.', backupStanding),
      ...WRITE_REFUSALS,
    },
  });
  api.openapi(backup, async (c) =>
    c.json(await confirmBackup(c.var.ctx, c.req.valid('json')), 201),
  );
  api.openapi(start, async (c) =>
    c.json(await beginKeyOperation(c.var.ctx, c.req.valid('json')), 201),
  );
  api.openapi(stage, async (c) => {
    const key = Plaintext.fromText(c.req.valid('json').key);
    return c.json(await inKeyOperation(c.var.ctx, (ctx) => stageMasterKey(ctx, key)), 200);
  });
  api.openapi(finish, async (c) => {
    const { fingerprint } = c.req.valid('json');
    return c.json(await inKeyOperation(c.var.ctx, (ctx) => finishMasterKey(ctx, fingerprint)), 200);
  });
  api.openapi(confirm, async (c) => {
    await confirmKeyCopy(c.var.ctx, c.req.valid('json').fingerprint);
    return c.body(null, 204);
  });
}

function addPlainActs(api: OpenAPIHono<ApiEnvironment>): void {
  for (const [name, [summary, act]] of Object.entries(ACTS)) {
    const route = createRoute({
      ...shared,
      method: 'post',
      middleware: [authenticated] as const,
      path: `/keys/operation/${name}`,
      operationId: `keyOperation_${name.replaceAll('-', '_')}`,
      summary,
      responses: answersOperation,
    });
    api.openapi(route, async (c) => c.json(await inKeyOperation(c.var.ctx, act), 200));
  }
}

export function addKeys(api: OpenAPIHono<ApiEnvironment>): void {
  addReads(api);
  addActs(api);
  addPlainActs(api);
}
