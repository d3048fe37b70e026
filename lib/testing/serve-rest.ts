// The REST application behind a real HTTP server, for what only a connection shows: streams and their ends.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { Api } from '@/lib/api/app';

export interface ServedRest {
  /** Up to and with `/api/v1`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Answers GET requests; whoever hangs up aborts the request's signal, as the console's server does. */
export async function serveRest(api: Api): Promise<ServedRest> {
  const server = createServer((request, response) => void pass(api, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}/api/v1`, close };
}

async function pass(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const hangUp = new AbortController();
  response.once('close', () => hangUp.abort());
  const headers = new Headers(request.headers as Record<string, string>);
  const address = `http://${request.headers.host}${request.url}`;
  const answer = await api.fetch(new Request(address, { headers, signal: hangUp.signal }));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body)
    await pipeline(Readable.fromWeb(answer.body as WebStream), response).catch(() => undefined);
  else response.end();
}

export interface EventReader {
  /** The data of the next event, or null when the stream has ended. */
  readonly next: () => Promise<Record<string, string> | null>;
  readonly hangUp: () => void;
}

/** Reads a stream of events as they come. */
export async function readEvents(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<EventReader & { readonly answer: Response }> {
  const gone = new AbortController();
  const answer = await fetch(url, { headers, signal: gone.signal });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let held = '';
  const next = async () => {
    for (;;) {
      const found = /data: (.*)\n\n/.exec(held);
      if (found) {
        held = held.slice(found.index + found[0].length);
        return JSON.parse(found[1]!) as Record<string, string>;
      }
      const { value, done } = await reader.read();
      if (done) return null;
      held += value;
    }
  };
  return { answer, next, hangUp: () => gone.abort() };
}
