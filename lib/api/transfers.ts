// Transfers over REST: a plan that writes nothing, and what is done with it.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  listTransfersQuery,
  planTransferBody,
  readTransferQuery,
  startTransferBody,
  transfer,
  transferList,
  transferPage,
} from '@/lib/contracts/transfer';
import { cancelTransfer, pauseTransfer } from '@/lib/services/transfers/end-transfer';
import { listTransfers, readTransfer } from '@/lib/services/transfers/list-transfers';
import { planTransfer } from '@/lib/services/transfers/plan-transfer';
import { resumeTransfer, startTransfer } from '@/lib/services/transfers/start-transfer';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { answers, READ_REFUSALS, SECURITY, takes, WRITE_REFUSALS } from './describe-route';
import { jsonBody } from './json-body';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

function routesOf({ path, name, params }: Place) {
  const shared = { tags: ['transfers'], security: SECURITY };
  const ofTransfer = params.extend({ transfer: z.string().max(40) });
  const all = `${path}/transfers`;
  const one = `${path}/transfers/{transfer}`;
  const plan = createRoute({
    ...shared,
    method: 'post',
    path: all,
    operationId: `plan${name}Transfer`,
    summary: 'Plan a transfer: what would become of each row; nothing else is written',
    middleware: [authenticated, jsonBody] as const,
    request: { params, body: takes(planTransferBody) },
    responses: { 201: answers('It was planned.', transfer), ...WRITE_REFUSALS },
  });
  const list = createRoute({
    ...shared,
    method: 'get',
    path: all,
    operationId: `list${name}Transfers`,
    summary: 'List the transfers of a scope, newest first',
    middleware: [authenticated] as const,
    request: { params, query: listTransfersQuery },
    responses: { 200: answers('One page.', transferList), ...READ_REFUSALS },
  });
  const read = createRoute({
    ...shared,
    method: 'get',
    path: one,
    operationId: `read${name}Transfer`,
    summary: 'Read a transfer with a page of its rows',
    middleware: [authenticated] as const,
    request: { params: ofTransfer, query: readTransferQuery },
    responses: {
      200: answers('The transfer, and rows by number.', transferPage),
      ...READ_REFUSALS,
    },
  });
  const start = createRoute({
    ...shared,
    method: 'post',
    path: `${one}/start`,
    operationId: `start${name}Transfer`,
    summary: 'Start a planned transfer, with the rows that are not discarded',
    middleware: [authenticated, jsonBody] as const,
    request: { params: ofTransfer, body: takes(startTransferBody) },
    responses: { 200: answers('It runs.', transfer), ...WRITE_REFUSALS },
  });
  const act = <V extends string>(verb: V, summary: string, done: string) =>
    createRoute({
      ...shared,
      method: 'post',
      path: `${one}/${verb}`,
      operationId: `${verb}${name}Transfer`,
      summary,
      middleware: [authenticated] as const,
      request: { params: ofTransfer },
      responses: { 200: answers(done, transfer), ...WRITE_REFUSALS },
    });
  const pause = act(
    'pause',
    'Pause a transfer once the rows that were begun are done',
    'It rests.',
  );
  const resume = act('resume', 'Go on with a paused transfer, by the own rights', 'It runs.');
  const cancel = act('cancel', 'End a transfer; what was done stays', 'It was cancelled.');
  return { plan, list, read, start, pause, resume, cancel };
}

export function addTransfers(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) addAt(api, place);
}

function addAt(api: OpenAPIHono<ApiEnvironment>, place: Place): void {
  const { plan, list, read, start, pause, resume, cancel } = routesOf(place);
  api.openapi(plan, async (c) =>
    c.json(await planTransfer(c.var.ctx, referenceOf(place, c), c.req.valid('json')), 201),
  );
  api.openapi(list, async (c) =>
    c.json(await listTransfers(c.var.ctx, referenceOf(place, c), c.req.valid('query')), 200),
  );
  api.openapi(read, async (c) => {
    const { transfer: id } = c.req.valid('param');
    const query = c.req.valid('query');
    return c.json(await readTransfer(c.var.ctx, referenceOf(place, c), id, query), 200);
  });
  api.openapi(start, async (c) => {
    const { transfer: id } = c.req.valid('param');
    const body = c.req.valid('json');
    return c.json(await startTransfer(c.var.ctx, referenceOf(place, c), id, body), 200);
  });
  for (const [route, act] of [
    [pause, pauseTransfer],
    [resume, resumeTransfer],
    [cancel, cancelTransfer],
  ] as const) {
    api.openapi(route, async (c) => {
      const { transfer: id } = c.req.valid('param');
      return c.json(await act(c.var.ctx, referenceOf(place, c), id), 200);
    });
  }
}
