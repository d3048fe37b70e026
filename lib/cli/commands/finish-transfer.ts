// What a transfer comes to, for whoever waits for it at a terminal or in a script.

import type { ConsoleCall } from '@/lib/client/console-client';
import type { Transfer, TransferItem } from '@/lib/contracts/transfer';
import { CommandRefused } from '../command-refused';
import { outputOf } from '../output';
import type { OutputOptions } from '../output';
import { progressOf } from '../progress';
import type { Terminal } from '../terminal';
import { followTransfer, transferRows } from './follow-transfer';
import { didText, leftText } from './transfer-text';

/**
 * Follows it until it rests and prints what came of it. Throws CommandRefused where it does not end, or rows are left.
 */
export async function finishTransfer(
  terminal: Terminal,
  options: OutputOptions,
  call: ConsoleCall,
  at: string,
  begun: Transfer,
): Promise<void> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  const quiet = options.quiet === true || options.json === true;
  const work = begun.rows - begun.counts.skipped;
  const progress = progressOf(terminal, 'rows', work, quiet);
  const ended = await followTransfer(call, at, begun, progress, stop.signal).finally(() => {
    process.off('SIGINT', abort).off('SIGTERM', abort);
  });
  const rows = await transferRows(call, at, ended.id);
  const text = [...rows.filter(isLeft).map(leftText), didText(ended)].join('\n');
  outputOf(terminal, options).result({ transfer: ended, items: rows }, text);
  if (ended.state === 'paused') {
    const why = ended.remark?.reason ?? 'Somebody paused it.';
    throw new CommandRefused('paused', `${why} --resume ${ended.id} goes on.`);
  }
  if (ended.state === 'cancelled') {
    throw new CommandRefused('cancelled', 'It was cancelled; what was done stays.');
  }
  refuseLeft(rows);
}

function isLeft({ state, verdict }: TransferItem): boolean {
  if (state === 'failed' || state === 'changed') return true;
  return state !== 'done' && (verdict === 'invalid' || verdict === 'taken');
}

/** Whoever runs it from a script learns that not everything came over. */
export function refuseLeft(rows: readonly TransferItem[]): void {
  const left = rows.filter(isLeft).length;
  if (left === 0) return;
  const many = left === 1 ? '1 row is' : `${left} rows are`;
  throw new CommandRefused(
    'rows_left',
    `${many} not transferred: the lines say why. Mend that and run the same again; what is done comes out as unchanged.`,
  );
}
