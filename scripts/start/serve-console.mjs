// Serves the console from this process: Next behind an HTTP server of our own, so that a signal can
// end open event streams, which Next's own server waits for.

import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { openFrontDoor } from './front-door.mjs';
import { Failure } from './progress.mjs';
import { refuseEarly } from './refuse-early.mjs';
import { onStop } from './stop.mjs';

const STREAMS_END_AFTER_MS = 3_000;
const NEXT_CLOSES_WITHIN_MS = 1_000;
const DATABASE_CLOSES_WITHIN_MS = 3_000;
/** Longer than the idle limit of common proxies, so that they close first and no request is lost. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Answers once the console answers requests, with a function that prints its address.
 * @param {{ dev: boolean, host: string, port: number, baseUrl: string | undefined }} settings
 */
export async function serveConsole({ dev, host, port, baseUrl }) {
  process.env.PORT = String(port);
  // next-auth builds the addresses of its answers from this.
  process.env.NEXTAUTH_URL = baseUrl ?? `http://localhost:${port}`;
  onStop(closeDatabase);
  const http = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const { default: next } = await import('next');
  const app = next({ dev, hostname: host, port, httpServer: http });
  await app.prepare();
  const handle = app.getRequestHandler();
  http.on('request', (request, response) => {
    // Next tells no route who is at the other end, and takes X-Forwarded-For from anybody.
    request.headers['x-keystow-peer'] = request.socket.remoteAddress ?? 'unknown';
    if (!refuseEarly(request, response)) void handle(request, response);
  });
  const door = await openFrontDoor(http, host, port);
  onStop(async () => {
    globalThis.__keystowEndStreams?.();
    await door.close(STREAMS_END_AFTER_MS);
    await Promise.race([app.close(), delay(NEXT_CLOSES_WITHIN_MS)]);
    await closeDatabase();
  });
  await firstAnswer(host, port);
  surviveStrayErrors();
  return () => announce(host, port, baseUrl);
}

/** Next answers nothing before `instrumentation.ts` is done, but does not say when that is. */
async function firstAnswer(host, port) {
  const request = get({ host, port, path: '/livez', agent: false });
  const [response] = await once(request, 'response');
  response.resume();
  if (response.statusCode !== 200)
    throw new Failure('The console could not be started; see above.');
}

/** The lines after the address come from `instrumentation.ts`: the set-up link, warnings. */
function announce(host, port, baseUrl) {
  const everywhere = host === '0.0.0.0' || host === '::';
  const shown = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const address = baseUrl ?? `http://${shown}:${port}`;
  console.log(
    ['', `Keystow is ready at ${address}`, ...(globalThis.__keystowNotice ?? [])].join('\n'),
  );
}

/** `instrumentation.ts` registers how the database is closed. */
async function closeDatabase() {
  const close = globalThis.__keystowShutdown;
  if (close) await Promise.race([close(), delay(DATABASE_CLOSES_WITHIN_MS)]);
}

/**
 * As `next start` does: an error of one request must not end all others. The message is left out,
 * because nobody vouches for what a library quotes in it.
 */
function surviveStrayErrors() {
  const tell = (kind) => (error) => {
    const frames = error instanceof Error ? (error.stack ?? '').split('\n    at ').slice(1, 6) : [];
    console.error([`${kind}: ${error?.name ?? typeof error}`, ...frames].join('\n    at '));
  };
  process.on('uncaughtException', tell('uncaught error'));
  process.on('unhandledRejection', tell('unhandled rejection'));
}
