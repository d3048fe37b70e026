// The REST application behind a real address, for processes that speak to it; it can go away and come back.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Api } from '@/lib/api/app';

export interface ConsoleOverHttp {
  readonly url: string;
  /** Every body it has answered with, as far as it was read. */
  readonly answered: Buffer[];
  /** `METHOD path` of every request that reached it. */
  readonly asked: string[];
  /** Drops every connection and takes no other. */
  readonly goAway: () => Promise<void>;
  /** At the same address. */
  readonly comeBack: () => Promise<void>;
}

export async function consoleOverHttp(api: Api): Promise<ConsoleOverHttp> {
  const [answered, asked]: [Buffer[], string[]] = [[], []];
  let server: Server;
  let port = 0;
  const comeBack = async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      void pass(api, request, response, answered).catch(() => response.destroy());
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  await comeBack();
  const goAway = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}`, answered, asked, goAway, comeBack };
}

async function pass(
  api: Api,
  from: IncomingMessage,
  to: ServerResponse,
  answered: Buffer[],
): Promise<void> {
  const gone = new AbortController();
  to.once('close', () => gone.abort());
  const method = from.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const answer = await api.request(`http://${from.headers.host}${from.url}`, {
    method,
    headers: from.headers as Record<string, string>,
    signal: gone.signal,
    ...(hasBody ? { body: Readable.toWeb(from) as ReadableStream, duplex: 'half' } : {}),
  } as RequestInit);
  to.writeHead(answer.status, Object.fromEntries(answer.headers));
  to.flushHeaders();
  for await (const chunk of answer.body ?? []) {
    answered.push(Buffer.from(chunk as Uint8Array));
    to.write(chunk);
  }
  to.end();
}
