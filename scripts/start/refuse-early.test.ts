import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refuseEarly } from './refuse-early.mjs';

let server: Server;

beforeAll(async () => {
  server = createServer((incoming, response) => {
    if (!refuseEarly(incoming, response)) response.end('passed on');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.close();
});

async function answerTo(method: string, path: string) {
  const { port } = server.address() as AddressInfo;
  const sent = request({ host: '127.0.0.1', port, method, path }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return { status: answer.statusCode, headers: answer.headers, text };
}

it.each(['/api/v1/apps/%ff/secrets', '/api/v1/tokens/%E0%A4%A', '/%', '/vault/%zz?q=%41'])(
  'an address with a broken percent-escape is a 400 with a request id: %s',
  async (path) => {
    const { status, headers, text } = await answerTo('GET', path);
    expect(status).toBe(400);
    expect(headers['content-type']).toBe('application/problem+json');
    const problem = JSON.parse(text) as Record<string, unknown>;
    expect(problem).toMatchObject({ code: 'malformed_request' });
    expect(headers['x-request-id']).toBe(problem['requestId']);
  },
);

it('TRACE is a 405 that names the methods there are', async () => {
  const { status, headers } = await answerTo('TRACE', '/');
  expect(status).toBe(405);
  expect(headers['allow']).toContain('POST');
});

it.each(['/vault', '/api/v1/apps/a%2Fb/secrets?q=%', '/caf%C3%A9'])(
  'any other request is passed on: %s',
  async (path) => {
    expect((await answerTo('GET', path)).text).toBe('passed on');
  },
);
