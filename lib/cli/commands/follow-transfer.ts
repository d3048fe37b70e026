// Follows a transfer that a console works off, until it rests.

import { setTimeout as wait } from 'node:timers/promises';
import type { ConsoleCall } from '@/lib/client/console-client';
import type { Transfer, TransferItem, TransferPage } from '@/lib/contracts/transfer';
import { CommandRefused } from '../command-refused';
import type { Progress } from '../progress';

const LOOK_MS = 500;

/** Throws CommandRefused `interrupted` when `stop` says so: the console goes on by itself. */
export async function followTransfer(
  call: ConsoleCall,
  at: string,
  begun: Transfer,
  progress: Progress,
  stop: AbortSignal,
): Promise<Transfer> {
  let now = begun;
  try {
    for (;;) {
      progress.left(now.counts.planned);
      if (now.state !== 'running') return now;
      await wait(LOOK_MS, undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted) throw interrupted(now.id);
      now = (await call<TransferPage>('GET', `${at}/${now.id}?limit=1`)).transfer;
    }
  } finally {
    progress.end();
  }
}

/** All rows, by number. */
export async function transferRows(
  call: ConsoleCall,
  at: string,
  id: string,
): Promise<TransferItem[]> {
  const rows: TransferItem[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: TransferPage = await call<TransferPage>(
      'GET',
      `${at}/${id}?limit=500&after=${after}`,
    );
    rows.push(...page.items);
    after = page.next;
  }
  return rows;
}

function interrupted(id: string): CommandRefused {
  return new CommandRefused(
    'interrupted',
    `The console goes on by itself. Follow it with --resume ${id}, or pause it on its page.`,
  );
}
