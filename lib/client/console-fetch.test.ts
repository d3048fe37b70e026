import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { consoleClient } from './console-client';
import { RequestRefused } from './request-refused';

async function refusalAt(listener: RequestListener): Promise<RequestRefused> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return refusalOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

async function refusalOf(url: string): Promise<RequestRefused> {
  const call = consoleClient({ url, token: 'kst_canary' });
  const error: unknown = await call('GET', '/x').catch((thrown: unknown) => thrown);
  if (error instanceof RequestRefused) return error;
  throw new Error('It was not refused.');
}

it('an address where nobody answers is named, with the code of the reason', async () => {
  const { code, message } = await refusalOf('http://127.0.0.1:1023');
  expect([code, message]).toEqual([
    'unreachable',
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:1023 does not answer \(ECONNREFUSED\)\. Check/),
  ]);
});

it.each([
  [404, 'text/html', '<h1>canary</h1>'],
  [503, 'application/json', '{"canary":1}'],
  [200, 'text/html', '<h1>canary</h1>'],
])('what is no console is told by its status %i, and not quoted', async (status, type, body) => {
  const refused = await refusalAt((_, answer) => {
    answer.writeHead(status, { 'content-type': type, 'retry-after': '7' }).end(body);
  });
  expect([refused.code, refused.status]).toEqual(['unreachable', status]);
  expect(refused.message).toContain(`does not answer as a Keystow console (status ${status})`);
  expect(refused.message).not.toContain('canary');
  expect(refused.retryAfterSeconds).toBe(status === 200 ? null : 7);
});

it('a redirect is told with where it leads, and the token does not follow it', async () => {
  let asked = 0;
  const refused = await refusalAt((_, answer) => {
    asked += 1;
    answer.writeHead(308, { location: 'https://keys.example.org/api/v1/x?canary' }).end();
  });
  expect([asked, refused.code]).toEqual([1, 'redirected']);
  expect(refused.message).toContain(' redirects to https://keys.example.org. Give');
  expect(refused.message).not.toContain('canary');
});
