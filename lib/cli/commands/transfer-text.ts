// A transfer and its rows as lines for a terminal.

import type { Transfer, TransferItem } from '@/lib/contracts/transfer';
import { TRANSFER_ITEM_STATES, TRANSFER_VERDICTS } from '@/lib/domain/transfer';

const STATE_WORD = {
  planned: 'waiting',
  done: 'done',
  changed: 'changed since the plan',
  failed: 'failed',
  skipped: 'left out',
} as const;

/** A row of a plan: verdict, name, where, why. */
export function plannedText(row: TransferItem): string {
  return lineOf(row.verdict, row);
}

/** A row that did not come to its end. */
export function leftText(row: TransferItem): string {
  return lineOf(row.state === 'skipped' ? row.verdict : row.state, row);
}

function lineOf(what: string, { name, source, target, reason }: TransferItem): string {
  // Nothing is told of a place of others.
  const isOfOthers = name === '' && source === null && target === null;
  const where = isOfOthers
    ? ['(another secret)']
    : [name || '(no name)', placeText(source, target)];
  return [what.padEnd(9), ...where, reason].filter((part) => part !== null).join('  ');
}

function placeText(source: string | null, target: string | null): string {
  if (target === null || target === source) return source ?? 'local';
  return `${source ?? 'local'} -> ${target}`;
}

/** Such as "12 new, 3 invalid". */
export function verdictSums({ verdicts }: Transfer): string {
  const sums = TRANSFER_VERDICTS.filter((one) => verdicts[one] > 0);
  return sums.map((one) => `${verdicts[one]} ${one}`).join(', ') || 'nothing was found';
}

/** Such as "40 done, 2 failed". */
export function outcomeSums({ counts }: Transfer): string {
  const sums = TRANSFER_ITEM_STATES.filter((one) => counts[one] > 0);
  return sums.map((one) => `${counts[one]} ${STATE_WORD[one]}`).join(', ') || 'no rows';
}

/** What starting it does to so many rows. */
export function willText({ mode, from, to, scope, removeSource }: Transfer, rows: number): string {
  const source = from?.slug ?? 'the console';
  const target = to?.slug ?? 'the console';
  const many = rows === 1 ? '1 value' : `${rows} values`;
  const secrets = rows === 1 ? '1 secret' : `${rows} secrets`;
  switch (mode) {
    case 'refer':
      return `${secrets} of ${scope.path} will refer to ${source}; nothing is copied.`;
    case 'import':
      return `${many} of ${source} will be sealed in ${scope.path}; ${source} keeps its own.`;
    case 'copy':
      return `${many} will be written to ${target}, read again and compared; the secrets stay as they are.`;
    case 'move':
      return `${many} will be written to ${target}, read again and compared; then the secrets lead there. ${removeSource ? `What was verified is deleted at ${source}.` : 'Nothing is deleted where it was.'}`;
  }
}

export function didText(transfer: Transfer): string {
  const { id, state, mode, removeSource, counts } = transfer;
  const removed = mode === 'move' && removeSource && counts.done > 0;
  const verified = mode === 'refer' || counts.done === 0 ? '' : ', read again and found the same';
  const end = removed ? ' What was verified was deleted where it was.' : '';
  return `${id} ${state}: ${outcomeSums(transfer)}${verified}.${end}`;
}
