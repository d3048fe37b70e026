import { describe, expect, it } from 'vitest';
import { BackendFault } from '@/lib/domain/backend';
import { parseReference } from '@/lib/domain/backend-reference';
import { Plaintext } from '@/lib/domain/plaintext';
import type { VaultCaller } from './vault-caller';
import { putField } from './write-fields';

const { signal } = new AbortController();

/** `mount`: what Vault shows of it; null where it does not. `there`: what is read at the path. */
async function written(mount: object | null, there: object | null) {
  const writes: string[] = [];
  const answer = (status: number, body: object) => ({ status, body, exact: true }) as never;
  const call: VaultCaller = async ({ method, path }) => {
    if (path.startsWith('sys/')) {
      if (mount === null) throw new BackendFault('denied', 'Not allowed.');
      return answer(200, { data: mount });
    }
    if (method === 'GET') return there ? answer(200, { data: there }) : answer(404, { errors: [] });
    writes.push(path);
    return answer(200, { data: { version: 2 } });
  };
  const reference = parseReference('vault', 'db?key=a');
  const place = { mount: 'kv', path: 'db', text: 'db' };
  const value = Plaintext.fromText('canary-mine');
  const fault = await putField({ call, place, reference }, value, signal).catch(
    (error: unknown) => error,
  );
  return { writes, fault: fault instanceof BackendFault ? [fault.code, fault.message] : null };
}

describe('a value for Vault', () => {
  const V1 = { type: 'kv', options: { version: '1' } };
  const V2 = { type: 'kv', options: { version: '2' } };

  it('is not written to a store of version 1, even where an object there looks like version 2', async () => {
    const refused = ['absent', expect.stringContaining('version 1')];
    expect(await written(V1, null)).toEqual({ writes: [], fault: refused });
    const alike = { data: { a: 'x' }, metadata: { version: 1 } };
    expect(await written(V1, alike)).toEqual({ writes: [], fault: refused });
    const other = ['absent', expect.stringContaining('no key-value store')];
    expect(await written({ type: 'pki' }, null)).toEqual({ writes: [], fault: other });
  });

  it('is written to one of version 2, also where only what is there tells of it', async () => {
    expect(await written(V2, null)).toEqual({ writes: ['kv/data/db'], fault: null });
    const there = { data: { a: 'x' }, metadata: { version: 1 } };
    expect(await written(null, there)).toEqual({ writes: ['kv/data/db'], fault: null });
  });

  it('is not written where nothing tells which version it is', async () => {
    const unknown = ['denied', expect.stringContaining('sys/internal/ui/mounts/kv')];
    expect(await written(null, null)).toEqual({ writes: [], fault: unknown });
  });
});
