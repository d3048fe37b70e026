import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, vi } from 'vitest';
import { readEnv } from '@/lib/env';
import { postText } from './post-text';

type Answer = (error: null, addresses: { address: string; family: number }[]) => void;
const answers = vi.hoisted((): string[] => []);

vi.mock('node:dns', () => ({
  lookup: (_host: string, _options: object, answer: Answer) =>
    answer(null, [{ address: answers.shift()!, family: 4 }]),
}));

it('a name is looked at for each post, and what it became is not reached where it must not be', async () => {
  const server = createServer((_request, response) => response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const settings = { NODE_ENV: 'production', JWT_SECRET: 'x'.repeat(32) };
  const named = readEnv({ ...settings, WEBHOOK_PRIVATE_HOSTS: 'archive.example.org' });
  const post = () => postText(named, `http://archive.example.org:${port}/`, 'a note');
  answers.push('127.0.0.1', '169.254.169.254', '10.0.0.1');
  expect(await post()).toBeNull();
  expect(await post()).toBe('address');
  expect(await postText(readEnv(settings), 'https://archive.example.org/', 'a note')).toBe(
    'address',
  );
  expect(answers).toEqual([]);
  server.close();
});
