// Server-sent events (HTML Living Standard, section 9.2): numbers that grow when there is a reason to look.

import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import 'server-only';
import { changesEvent } from '@/lib/contracts/worker';
import { watchChanges } from '@/lib/services/workers/watch-changes';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import { READ_REFUSALS, SECURITY } from './describe-route';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

const RETRY_MS = 2_000;
/** A reader that leaves that many events untaken is gone. */
const UNTAKEN_MAX = 100;

function routeOf({ path, name, params }: Place) {
  return createRoute({
    method: 'get',
    path: `${path}/changes`,
    operationId: `watch${name}Changes`,
    tags: ['deliveries'],
    summary: 'Watch for changes of what is delivered there, and of its workers, as they happen',
    description:
      'Server-sent events, one at once and one with every change; each is a `ChangesEvent`, in which a number that differs is a reason to look. A comment every 15 seconds. Ends with the session or token.',
    security: SECURITY,
    middleware: [authenticated] as const,
    request: { params },
    responses: {
      200: {
        description: 'As long as it stays open.',
        content: { 'text/event-stream': { schema: changesEvent } },
      },
      ...READ_REFUSALS,
    },
  });
}

export function addChanges(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    api.openapi(routeOf(place), async (c) => {
      const headers = { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' };
      return new Response(await streamOf(place, c), { status: 200, headers });
    });
  }
}

async function streamOf(
  place: Place,
  c: Context<ApiEnvironment>,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(
    undefined,
    { highWaterMark: UNTAKEN_MAX },
    { highWaterMark: UNTAKEN_MAX },
  );
  const writer = writable.getWriter();
  const end = () => void writer.close().catch(() => undefined);
  const write = (text: string) => {
    if ((writer.desiredSize ?? 0) <= 0) end();
    else void writer.write(encoder.encode(text)).catch(() => undefined);
  };
  write(`retry: ${RETRY_MS}\n\n`);
  const stop = await watchChanges(c.var.ctx, referenceOf(place, c), {
    tell: (event) => write(`data: ${JSON.stringify(event)}\n\n`),
    stillHere: () => write(': still here\n\n'),
    end,
  });
  void writer.closed.catch(() => undefined).finally(stop);
  c.req.raw.signal.addEventListener('abort', end, { once: true });
  return readable;
}
