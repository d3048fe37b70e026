// `keystow audit verify FILE`: what a file is worth against a checkpoint that was kept elsewhere.

import { verifyFile, type FileVerdict } from '../audit/verify-file';
import { CommandRefused, UsageRefused } from '../command-refused';
import { outputOf } from '../output';
import type { OutputOptions } from '../output';
import type { Terminal } from '../terminal';

const SAYS: Readonly<Record<FileVerdict, string>> = {
  equal: 'The file equals what was signed.',
  differs: 'The file differs from what was signed, or is broken in itself.',
  unpinned:
    'The file is whole in itself. Give --key and --checkpoint to compare it with what was signed.',
  beyond: 'What was signed is whole, but events follow the checkpoint: nothing vouches for those.',
};

interface VerifyOptions extends OutputOptions {
  readonly key?: string;
  readonly checkpoint?: string;
}

/** Prints what was found. Throws with exit code 1 for `differs`, 2 for what cannot be said. */
export async function verifyExport(
  terminal: Terminal,
  file: string,
  options: VerifyOptions,
): Promise<void> {
  const { key, checkpoint } = options;
  if ((key === undefined) !== (checkpoint === undefined)) {
    throw new UsageRefused('--key and --checkpoint go together: one opens the other.');
  }
  const pin = key !== undefined && checkpoint !== undefined ? { key, checkpoint } : null;
  const verified = await verifyFile(file, pin);
  const { verdict, events, signed, root, faults } = verified;
  const text = [
    `${verdict}   ${events} events${signed === null ? '' : `, ${signed} of them signed`}, root ${root}`,
    ...faults.map((fault) => `  ${fault.number}: ${fault.kind}`),
  ].join('\n');
  outputOf(terminal, options).result(verified, text);
  if (verdict === 'differs') throw new CommandRefused('log_differs', SAYS.differs);
  if (verdict !== 'equal') throw new UsageRefused(SAYS[verdict]);
  outputOf(terminal, options).note(SAYS.equal);
}
