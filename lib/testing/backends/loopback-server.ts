// An HTTP server on a free loopback port that counts its calls and can be told to misbehave.

import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

export type Misbehaviour =
  | { readonly kind: 'delay'; readonly ms: number }
  /** An answer of the server's own kind, such as 503, or 429 with `retry-after`. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** 200 with a body that is nothing a client can read. */
  | { readonly kind: 'garbage' }
  /** The connection ends in the middle of the answer. */
  | { readonly kind: 'cut' };

export const DOWN: Misbehaviour = { kind: 'status', status: 503 };
export const throttling = (retryAfterSeconds: number): Misbehaviour => ({
  kind: 'status',
  status: 429,
  headers: { 'retry-after': String(retryAfterSeconds) },
});

export interface Call {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

export interface LoopbackServer {
  /** Without a slash at its end. */
  readonly url: string;
  /** What was asked, in order, the ones that were answered badly included. */
  readonly calls: Call[];
  /** From the next call on, for so many calls or until `behave`. */
  misbehave(how: Misbehaviour, calls?: number): void;
  behave(): void;
  close(): Promise<void>;
}

export type Handler = (
  call: Call,
  body: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
) => void;

export async function startLoopback(handle: Handler): Promise<LoopbackServer> {
  let bad: { readonly how: Misbehaviour; left: number } | null = null;
  const calls: Call[] = [];
  const server = createServer((incoming, response) => {
    void (async () => {
      const body = await buffer(incoming);
      const { method = '', url: path = '', headers } = incoming;
      const call = { method, path, headers };
      calls.push(call);
      const how = bad && bad.left > 0 ? bad.how : null;
      if (bad) bad.left -= 1;
      if (how && !(await answersAfter(how, response))) return;
      handle(call, body, incoming, response);
    })().catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    misbehave: (how, count = Infinity) => {
      bad = { how, left: count };
    },
    behave: () => {
      bad = null;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Whether the right answer still follows. */
async function answersAfter(how: Misbehaviour, response: ServerResponse): Promise<boolean> {
  if (how.kind === 'delay') await pause(how.ms, undefined, { ref: false });
  else if (how.kind === 'status') {
    const headers = { 'content-type': 'application/json', ...how.headers };
    response.writeHead(how.status, headers).end(how.body ?? '{}');
  } else if (how.kind === 'garbage') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('<html>{"unfinished":');
  } else {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"begun":', () => response.destroy());
  }
  return how.kind === 'delay' && !response.destroyed;
}

/** Stands before a server that somebody else wrote, so that it can be made to misbehave as well. */
export async function startInFrontOf(target: string): Promise<LoopbackServer> {
  return startLoopback(({ method, path, headers }, body, _request, response) => {
    const onward = request(new URL(path, target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end(body);
  });
}
