// A connection to PostgreSQL that dies before its n-th statement, as a process does that is killed.

import { openDatabase, type Database } from '@/lib/db/connection/database';

export interface MortalDatabase {
  readonly database: Database;
  /** Counts from here: statement `last` (from 1) is not sent, and every connection is cut. */
  killBefore(last: number): void;
  /** What is done elsewhere and counts like a statement. Throws where it is the last. */
  act(): void;
  /** Whether the statement was reached: from then on every use fails. */
  readonly died: () => boolean;
}

/** Lives until `killBefore` is told when; the server rolls back what was open. `counts`: all statements. */
export async function openMortal(
  url: string,
  counts: (sql: string) => boolean = () => true,
): Promise<MortalDatabase> {
  const database = await openDatabase({ databaseUrl: url, dataDir: '' });
  let left = Infinity;
  const streams: { destroy(): void }[] = [];
  const step = (): void => {
    left -= 1;
    if (left < 1) for (const one of streams) one.destroy();
  };
  database.pool.on('connect', (client) => {
    const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } })
      .connection;
    streams.push(stream);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        if (left < 1 || counts(textOf(args[0]))) step();
        return query(...args);
      },
    });
  });
  const killBefore = (last: number): void => {
    left = last;
  };
  const act = (): void => {
    step();
    if (left < 1) throw new Error('killed');
  };
  return { database, killBefore, act, died: () => left < 1 };
}

/** Statements come as texts or as objects with one. */
function textOf(statement: unknown): string {
  const { text } = Object(statement) as { text?: unknown };
  return String(text ?? statement);
}
