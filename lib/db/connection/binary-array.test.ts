import { beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '@/lib/testing/database';
import { byteaArray, uuidArray } from './binary-array';
import type { Database } from './database';

describeDatabases('arrays in binary', (open) => {
  let db: Database;

  beforeAll(async () => {
    db = await open();
  });

  const received = async <T>(type: string, array: Buffer): Promise<T[]> => {
    const { rows } = await db.pool.query<{ item: T }>(
      `select item from unnest($1::${type}[]) with ordinality as t (item, n) order by n`,
      [array],
    );
    return rows.map((row) => row.item);
  };

  it('arrive as the bytes they were, in their order: none, empty ones, every byte', async () => {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const items = [every, new Uint8Array(), Buffer.from('a,"b\\'), every.subarray(250)];
    expect(await received<Buffer>('bytea', byteaArray(items))).toEqual(
      items.map((item) => Buffer.from(item)),
    );
    expect(await received('bytea', byteaArray([]))).toEqual([]);
  });

  it('arrive as the ids they were', async () => {
    const ids = ['01a20247-f666-74dc-a90d-f7396308f620', '00000000-0000-0000-0000-000000000000'];
    expect(await received('uuid', uuidArray(ids))).toEqual(ids);
    expect(await received('uuid', uuidArray([]))).toEqual([]);
  });

  it('with an id that is none are refused', async () => {
    await expect(received('uuid', uuidArray(['no id']))).rejects.toThrow();
  });
});
