// Prisma's adapter, which continues a transaction that was begun on one of our connections.

import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import 'server-only';
import type { Adoptions } from './transaction-connection';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

/** Where the context has a transaction, Prisma's statements go to its connection. */
export class AdoptingPrismaPg extends PrismaPg {
  readonly #adoptions: Adoptions;

  constructor(pool: pg.Pool, adoptions: Adoptions) {
    super(pool);
    this.#adoptions = adoptions;
  }

  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const start = adapter.startTransaction;
    adapter.startTransaction = (level) => {
      const begun = this.#adoptions.getStore();
      if (!begun) return start.call(adapter, level);
      const pool = { connect: async () => begun.forPrisma() };
      return start.call(Object.create(adapter, { client: { value: pool } }) as Adapter, level);
    };
    return adapter;
  }
}
