// One way to a database: PostgreSQL at a URL, or the embedded one in the data folder.

import type pg from 'pg';
import 'server-only';
import { AdoptingPrismaPg } from './adopting-adapter';
import { refuseUnboundBytes } from './bound-values';
import { asDatabaseError } from './database-unavailable';
import { openEmbedded } from './embedded-database';
import { PrismaClient } from '../generated/client.ts';
import { postgresPool } from './postgres-pool';
import { adoptions as newAdoptions } from './transaction-connection';
import type { Adoptions } from './transaction-connection';

export type DatabaseKind = 'embedded' | 'postgres';

export interface Database {
  readonly kind: DatabaseKind;
  /** Rejects with DatabaseUnavailable when the database is away. */
  readonly prisma: PrismaClient;
  /** For hot paths and COPY. The embedded one has a single connection: never two at once. */
  readonly pool: pg.Pool;
  /** Lets `prisma` continue a transaction that runTransaction began. */
  readonly adoptions: Adoptions;
  /** Rolls back what is open, ends the connections, and lets the data folder go. */
  close(): Promise<void>;
}

export interface DatabaseSettings {
  /** `postgresql://…`; without it the embedded database is used. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
}

/** Opens without migrating; PostgreSQL is connected to when first used. Throws DatabaseRefusal. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  if (settings.databaseUrl !== undefined) {
    return databaseOn('postgres', postgresPool(settings.databaseUrl));
  }
  const { pool, shutDown } = await openEmbedded(settings.dataDir);
  return databaseOn('embedded', pool, shutDown);
}

/** The database behind `pool`; `shutDown` runs after the pool has ended. */
export function databaseOn(
  kind: DatabaseKind,
  pool: pg.Pool,
  shutDown: () => Promise<void> = async () => undefined,
): Database {
  // An idle connection that drops is replaced at the next use.
  pool.on('error', () => undefined);
  const adoptions = newAdoptions();
  const prisma = prismaOn(pool, adoptions);
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await prisma.$disconnect();
    await pool.end();
    await shutDown();
  };
  return { kind, prisma, pool, adoptions, close: () => (closing ??= close()) };
}

function prismaOn(pool: pg.Pool, adoptions: Adoptions): PrismaClient {
  const extended = new PrismaClient({
    adapter: new AdoptingPrismaPg(pool, adoptions),
    // The other formats quote the arguments of a call.
    errorFormat: 'minimal',
  }).$extends({
    query: {
      $allOperations: async ({ model, args, query }) => {
        if (model === undefined) refuseUnboundBytes(args);
        try {
          return await query(args);
        } catch (error) {
          throw asDatabaseError(error);
        }
      },
    },
  });
  // The extension only checks and translates; every method keeps its name and type.
  return extended as unknown as PrismaClient;
}
