// Writes that are no events: last use, session touch, heartbeats, denial counts.

import 'server-only';
import { runTransaction } from '@/lib/db/connection/transaction';
import type { Tx } from '@/lib/db/connection/transaction';
import type { Installation } from './context';

/** Runs `work` in a transaction of its own, without an audit row. The tables are listed by a test. */
export async function bookkeeping<T>(
  installation: Installation,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return runTransaction(installation.database, work);
}
