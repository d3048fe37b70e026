// A lost master key over REST: where it may be, the reset, the worksheet, and its way back.

import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  lostKeyTriage,
  recoveredLost,
  recoverLostBody,
  resetDone,
  resetKeysBody,
  triedKey,
  tryKeyBody,
  worksheet,
  worksheetProgress,
  worksheetProgressQuery,
  worksheetQuery,
} from '@/lib/contracts/lost-key';
import { Plaintext } from '@/lib/domain/plaintext';
import { readLostKeyTriage } from '@/lib/services/keys/lost/read-triage';
import { readWorksheet, readWorksheetProgress } from '@/lib/services/keys/lost/read-worksheet';
import { recoverLostValues } from '@/lib/services/keys/lost/recover-lost-values';
import { resetKeys } from '@/lib/services/keys/lost/reset-keys';
import { tryKey } from '@/lib/services/keys/lost/try-key';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';

const shared = { tags: ['keys'], security: SECURITY };
const reads = { ...shared, method: 'get' as const };
const acts = { ...shared, method: 'post' as const };

function addReads(api: OpenAPIHono<ApiEnvironment>): void {
  const triage = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/keys/lost',
    operationId: 'readLostKeyTriage',
    summary: 'Where a missing master key may be, and what giving it up costs',
    responses: { 200: answers('As it is now.', lostKeyTriage), ...READ_REFUSALS },
  });
  const lines = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/keys/worksheet',
    operationId: 'readWorksheet',
    summary: 'Secrets whose value was lost with a master key',
    request: { query: worksheetQuery },
    responses: { 200: answers('One page, by scope and name.', worksheet), ...READ_REFUSALS },
  });
  const progress = createRoute({
    ...reads,
    middleware: [authenticated] as const,
    path: '/keys/worksheet/progress',
    operationId: 'readWorksheetProgress',
    summary: 'How many of them have a value again, by owner, scope or type',
    request: { query: worksheetProgressQuery },
    responses: { 200: answers('The sums.', worksheetProgress), ...READ_REFUSALS },
  });
  api.openapi(triage, async (c) => c.json(await readLostKeyTriage(c.var.ctx), 200));
  api.openapi(lines, async (c) =>
    c.json(await readWorksheet(c.var.ctx, c.req.valid('query')), 200),
  );
  api.openapi(progress, async (c) =>
    c.json(await readWorksheetProgress(c.var.ctx, c.req.valid('query')), 200),
  );
}

function addActs(api: OpenAPIHono<ApiEnvironment>): void {
  const tried = createRoute({
    ...acts,
    middleware: [authenticated, jsonBody] as const,
    path: '/keys/lost/try',
    operationId: 'tryKey',
    summary: 'Whether a key that was found opens this database; it is kept nowhere',
    request: { body: takes(tryKeyBody) },
    responses: { 200: answers('What it opens.', triedKey), ...WRITE_REFUSALS },
  });
  const reset = createRoute({
    ...acts,
    middleware: [authenticated, jsonBody] as const,
    path: '/keys/lost/reset',
    operationId: 'resetKeys',
    summary: 'Give the lost master key up and begin anew under the one that was given',
    request: { body: takes(resetKeysBody) },
    responses: { 200: answers('The console is unlocked.', resetDone), ...WRITE_REFUSALS },
  });
  const recover = createRoute({
    ...acts,
    middleware: [authenticated, jsonBody] as const,
    path: '/keys/lost/recover',
    operationId: 'recoverLostValues',
    summary: 'Open what was set aside, with the lost master key that has turned up',
    request: { body: takes(recoverLostBody) },
    responses: { 200: answers('How much came back.', recoveredLost), ...WRITE_REFUSALS },
  });
  const keyOf = (body: { key: string }) => Plaintext.fromText(body.key);
  api.openapi(tried, async (c) => c.json(await tryKey(c.var.ctx, keyOf(c.req.valid('json'))), 200));
  api.openapi(reset, async (c) =>
    c.json(await resetKeys(c.var.ctx, c.req.valid('json').confirm), 200),
  );
  api.openapi(recover, async (c) =>
    c.json(await recoverLostValues(c.var.ctx, keyOf(c.req.valid('json'))), 200),
  );
}

export function addLostKey(api: OpenAPIHono<ApiEnvironment>): void {
  addReads(api);
  addActs(api);
}
