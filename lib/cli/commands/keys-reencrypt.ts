// `keystow keys reencrypt`: changes the root key if that is still to be done, and works everything off.

import type { Command } from 'commander';
import { CommandRefused } from '../command-refused';
import { atKeyDesk } from '../desks/at-key-desk';
import { progressOf } from '../progress';
import type { Terminal } from '../terminal';
import { begin, printOperation, type CauseOptions } from './keys-operation';

interface Options extends CauseOptions {
  readonly retire?: boolean;
}

/** Ctrl-C stops between two batches; the next call, or any console, goes on. */
export function addReencrypt(command: Command, terminal: Terminal): void {
  command
    .option(
      '--retire',
      'delete the old keys at the end, unless runners have to pin another key first',
    )
    .action((options: Options) => reencrypt(terminal, options));
}

async function reencrypt(terminal: Terminal, options: Options): Promise<void> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  try {
    await atKeyDesk(async (desk) => {
      // Alone, this is a change of the data keys; an operation that is open already says itself.
      const cause = options.cause === 'window_over' ? 'data_keys_window_over' : options.cause;
      let operation = await begin(desk, { ...options, cause });
      if (!operation.reencryption) operation = await desk.changeRoot();
      const { total = 0 } = operation.reencryption ?? {};
      const quiet = options.quiet === true || options.json === true;
      const progress = progressOf(terminal, 'values', total, quiet);
      await desk.reencrypt(progress.left, stop.signal);
      progress.end();
      if (stop.signal.aborted) {
        throw new CommandRefused('interrupted', 'Stopped. Run it again to go on; nothing is lost.');
      }
      const { operation: now } = await desk.overview();
      const runners = now?.reencryption?.runners;
      if (options.retire && runners) {
        throw new CommandRefused(
          'runners_pin',
          `Everything is sealed again. Before the old keys are deleted, have what takes deliveries pin KEYSTOW_SERVER_KEY=${runners.pin}; then run keystow keys retire.`,
        );
      }
      printOperation(terminal, options, options.retire ? await desk.retire() : (now ?? operation));
    });
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
  }
}
