import { expect, it } from 'vitest';
import { describeDatabases, describePostgres } from '@/lib/testing/database';
import { createPostgresCopy } from '@/lib/testing/postgres-template';
import { openDatabase } from '../connection/database';
import { alone, isUnderWay } from './sole-work';

describeDatabases('work that one does at a time', (open) => {
  it('is refused to a second until the first ended, however it ended, and other work is not', async () => {
    const db = await open();
    const done = await alone(db, 'backup', async () => {
      expect(await isUnderWay(db, 'backup')).toBe(true);
      expect(await isUnderWay(db, 'drill')).toBe(false);
      expect(await alone(db, 'backup', async () => 'second')).toBeNull();
      return alone(db, 'drill', async () => 'other');
    });
    expect(done).toEqual({ done: { done: 'other' } });
    await expect(alone(db, 'backup', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await isUnderWay(db, 'backup')).toBe(false);
    expect(await alone(db, 'backup', async () => 'again')).toEqual({ done: 'again' });
  });
});

describePostgres('work that one node does at a time', (serverUrl) => {
  it('is refused to another node, and let go when the connection of the first is gone', async () => {
    const { url, drop } = await createPostgresCopy(serverUrl);
    const [one, other] = await Promise.all(
      [1, 2].map(() => openDatabase({ dataDir: '', databaseUrl: url })),
    );
    try {
      await alone(one!, 'drill', async () => {
        expect(await isUnderWay(other!, 'drill')).toBe(true);
        expect(await alone(other!, 'drill', async () => 'second')).toBeNull();
        await other!.pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database =
             (SELECT oid FROM pg_database WHERE datname = current_database())`,
        );
        await expect.poll(() => isUnderWay(other!, 'drill')).toBe(false);
        expect(await alone(other!, 'drill', async () => 'next')).toEqual({ done: 'next' });
      });
    } finally {
      await Promise.all([one!.close(), other!.close()]);
      await drop();
    }
  });
});
