import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, it } from 'vitest';
import { watchChanges } from './watch-changes';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** Hands out each stream that somebody opens. */
async function streams() {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'content-type': 'text/event-stream' });
    server.emit('stream', answer);
  }).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const next = async () => ((await once(server, 'stream')) as [ServerResponse])[0];
  return { console: { url, token: 'kst_x' }, next };
}

const event = (platform: string) =>
  `data: ${JSON.stringify({ platform, app: '1', workers: '0' })}\n\n`;

function told() {
  const waiting: ((text: string) => void)[] = [];
  const listener = {
    tell: ({ platform }: { platform: string }) => waiting.shift()?.(platform),
    lost: () => waiting.shift()?.('lost'),
  };
  return { listener, next: () => new Promise<string>((resolve) => waiting.push(resolve)) };
}

it('tells events that come in pieces, and comes back when the console has been away', async () => {
  const { console, next } = await streams();
  const { listener, next: hears } = told();
  const over = new AbortController();
  const opened = next();
  const watching = watchChanges(console, 'a.b.c', listener, over.signal);
  const first = await opened;
  const one = hears();
  first.write(`retry: 2000\n\n: still here\r\n\r\ndata: no JSON\n\n${event('1').slice(0, 9)}`);
  first.write(event('1').slice(9));
  expect(await one).toBe('1');
  const [lost, again] = [hears(), next()];
  first.end();
  expect(await lost).toBe('lost');
  const two = hears();
  (await again).write(event('2'));
  expect(await two).toBe('2');
  over.abort();
  await watching;
});

it('lets go of its connection when it is called off, also after garbage was collected', async () => {
  const { console, next } = await streams();
  const { listener, next: hears } = told();
  const over = new AbortController();
  const opened = next();
  const watching = watchChanges(console, 'a.b.c', listener, over.signal);
  const stream = await opened;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (const number of ['1', '2', '3']) {
    const heard = hears();
    stream.write(event(number));
    expect(await heard).toBe(number);
    collect();
  }
  const closed = once(stream, 'close');
  over.abort();
  await Promise.all([closed, watching]);
});
