// A connection to PostgreSQL that dies before its n-th statement, as a process does that is killed.

import { openDatabase, type Database } from '@/lib/db/connection/database';

export interface MortalDatabase {
  readonly database: Database;
  /** Counts from here: statement `last` (from 1) is not sent, and every connection is cut. */
  killBefore(last: number): void;
  /** Whether the statement was reached: from then on every use fails. */
  readonly died: () => boolean;
}

/** Lives until `killBefore` is told when; the server rolls back what was open. */
export async function openMortal(url: string): Promise<MortalDatabase> {
  const database = await openDatabase({ databaseUrl: url, dataDir: '' });
  let left = Infinity;
  const streams: { destroy(): void }[] = [];
  database.pool.on('connect', (client) => {
    const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } })
      .connection;
    streams.push(stream);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        left -= 1;
        if (left < 1) for (const one of streams) one.destroy();
        return query(...args);
      },
    });
  });
  const killBefore = (last: number): void => {
    left = last;
  };
  return { database, killBefore, died: () => left < 1 };
}
