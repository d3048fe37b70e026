import { expect, it } from 'vitest';
import { HiddenText } from '@/lib/env';
import type { VaultClient } from './vault-client';
import { lookUp } from './vault-lease';

it.each([0.000_001, 1])('a token of %s seconds is not renewed within a second', async (ttl) => {
  const body = { data: { id: 't', ttl, renewable: true } };
  const client = { ask: async () => ({ status: 200, body }) } as unknown as VaultClient;
  const stop = new AbortController().signal;
  const { renewAt } = await lookUp(client, new HiddenText('t'), stop, 5000);
  expect(renewAt).toBe(6000);
});
