import { hash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { newUuid } from '@/lib/domain/ids';
import { describeDatabases } from '@/lib/testing/database';
import { readLeaves, readLogBatches } from './read-log';

describeDatabases('an audit log that is read through', (open) => {
  let database: Database;
  const chain = newUuid();
  const target = newUuid();

  beforeAll(async () => {
    database = await open();
    const row = `INSERT INTO audit_event (chain_id, number, text, leaf, at, action, target_id)
      VALUES ($1, $2, $3, decode(repeat('0a', 32), 'hex'), '2026-01-02T03:04:05.120Z', 'act', $4)`;
    const texts = ['é', 'two', null, 'fo\u001eur', 'five', 'six'];
    for (const [index, text] of texts.entries()) {
      await database.pool.query(row, [chain, index + 1, text, target]);
    }
    for (const number of [900, 901, 4_000_000_000]) {
      await database.pool.query(row, [chain, number, `at ${number}`, target]);
    }
  });

  const read = async (page: { after: number; upTo: bigint; limit: number }) => {
    const batches: (readonly [number, string | null][])[] = [];
    for await (const { rows } of readLogBatches(database, chain, page)) {
      batches.push(rows.map(([number, text]) => [number, text] as const) as never);
    }
    return batches;
  };

  it('comes whole and in its order, over gaps of any width and texts of any form', async () => {
    const all = [
      [1, 'é'],
      [2, 'two'],
      [3, null],
      [4, 'fo\u001eur'],
      [5, 'five'],
      [6, 'six'],
      [900, 'at 900'],
      [901, 'at 901'],
      [4_000_000_000, 'at 4000000000'],
    ];
    for (const limit of [1, 2, 3, 100, 2000]) {
      const batches = await read({ after: 0, upTo: 5_000_000_000n, limit });
      expect(batches.flat()).toEqual(all);
      expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(limit);
    }
    const some = await read({ after: 2, upTo: 900n, limit: 4 });
    expect(some.flat()).toEqual(all.slice(2, 7));
    expect(await read({ after: 4_000_000_000, upTo: 2n ** 62n, limit: 4 })).toEqual([]);
  });

  it('has the leaves of what was erased, a digest of all, and its columns as the server writes them', async () => {
    const leaf = '0a'.repeat(32);
    const columns = `2026-01-02 03:04:05.12+00|act||${target}|`;
    const rows = [
      [1, 'é', null, columns],
      [2, 'two', null, columns],
      [3, null, leaf, columns],
    ];
    const leaves = hash('sha256', Buffer.from(leaf.repeat(3), 'hex'), 'hex');
    const batches = readLogBatches(database, chain, { after: 0, upTo: 3n, limit: 5 });
    for await (const batch of batches) expect(batch).toEqual({ rows, leaves });
    expect(await readLeaves(database, chain, [2, 3])).toEqual(
      new Map([
        [2, leaf],
        [3, leaf],
      ]),
    );
  });

  it('may be left in the middle', async () => {
    for await (const { rows } of readLogBatches(database, chain, {
      after: 0,
      upTo: 900n,
      limit: 1,
    })) {
      if (rows[0]?.[0] === 2) break;
    }
    expect(await read({ after: 5, upTo: 6n, limit: 1 })).toEqual([[[6, 'six']]]);
  });
});
