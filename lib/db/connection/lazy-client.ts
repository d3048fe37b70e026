// Prisma's client within a transaction of ours. Its own bookkeeping begins at its first use: what never
// asks it for anything does not pay for it.

import 'server-only';
import type { Database } from './database';
import type { BegunTransaction } from './transaction-connection';
import type { Prisma } from '../generated/client.ts';

export interface LazyClient {
  readonly client: Prisma.TransactionClient;
  /** Lets Prisma end its part; the transaction itself goes on. */
  end(): Promise<void>;
}

interface Limits {
  readonly maxWait: number;
  readonly timeout: number;
}

type Calls = Record<string, (...args: unknown[]) => unknown>;

export function lazyClient(db: Database, begun: BegunTransaction, limits: Limits): LazyClient {
  let release: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (release = resolve));
  let whole: Promise<void> | null = null;
  let client: Promise<Prisma.TransactionClient> | null = null;

  function begin(): Promise<Prisma.TransactionClient> {
    client ??= new Promise((resolve, reject) => {
      whole = db.adoptions.run(begun, () =>
        db.prisma.$transaction(async (own) => {
          resolve(own);
          await over;
        }, limits),
      );
      whole.catch(reject);
    });
    return client;
  }

  const call = (path: readonly string[], args: unknown[]): Promise<unknown> =>
    begin().then((own) => {
      const [last, ...above] = [...path].reverse();
      const holder = above.reduceRight(
        (at, name) => Reflect.get(at, name) as object,
        own as object,
      );
      return (holder as Calls)[last!]!(...args);
    });

  return {
    client: namesOf((name) =>
      name.startsWith('$')
        ? (...args: unknown[]) => call([name], args)
        : namesOf(
            (method) =>
              (...args: unknown[]) =>
                call([name, method], args),
          ),
    ) as Prisma.TransactionClient,
    end: async () => {
      release();
      await whole;
    },
  };
}

/** An object that has whatever is asked of it, but is no promise. */
function namesOf(of: (name: string) => unknown): object {
  return new Proxy(
    {},
    { get: (_, name) => (typeof name === 'string' && name !== 'then' ? of(name) : undefined) },
  );
}
