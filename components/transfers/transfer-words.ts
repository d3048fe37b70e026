// What a transfer, its verdicts and its outcomes are called on the screen.

import type { Transfer, TransferItem } from '@/lib/contracts/transfer';
import { LISTING_MODES, TRANSFER_VERDICTS } from '@/lib/domain/transfer';
import type {
  ObjectChoice,
  TransferItemState,
  TransferMode,
  TransferState,
  TransferVerdict,
} from '@/lib/domain/transfer';
import { count, number } from '@/components/ui/count';
import type { Tone } from '@/components/ui/status';

export const MODE_WORD: Readonly<Record<TransferMode, string>> = {
  refer: 'Import by reference',
  import: 'Import by value',
  copy: 'Copy to a backend',
  move: 'Move',
};

export const MODE_DOES: Readonly<Record<TransferMode, string>> = {
  refer:
    'Secrets here refer to what the backend holds. Nothing is copied: values are fetched at each delivery.',
  import:
    'Values of the backend are sealed here. The backend keeps its own, and neither follows the other.',
  copy: 'Values of secrets are written to a backend as well, read again and compared. The secrets stay as they are.',
  move: 'Values are written to another place, read again and compared; then the secrets lead there.',
};

export const OBJECTS_WORD: Readonly<Record<ObjectChoice, string>> = {
  whole: 'one secret with the whole text',
  parts: 'one secret with parts, where a type has such parts',
  names: 'a secret for each key',
};

export const VERDICT_TONE: Readonly<Record<TransferVerdict, Tone>> = {
  new: 'fine',
  replace: 'due',
  unchanged: 'unknown',
  invalid: 'danger',
  taken: 'danger',
};

export const ITEM_STATE: Readonly<
  Record<TransferItemState, { readonly tone: Tone; readonly word: string }>
> = {
  planned: { tone: 'unknown', word: 'waits' },
  done: { tone: 'fine', word: 'done' },
  changed: { tone: 'due', word: 'changed' },
  failed: { tone: 'danger', word: 'failed' },
  skipped: { tone: 'unknown', word: 'left out' },
};

export const TRANSFER_STATE: Readonly<
  Record<TransferState, { readonly tone: Tone; readonly word: string }>
> = {
  planned: { tone: 'unknown', word: 'planned' },
  running: { tone: 'due', word: 'running' },
  paused: { tone: 'due', word: 'paused' },
  cancelled: { tone: 'unknown', word: 'cancelled' },
  ended: { tone: 'fine', word: 'ended' },
};

/** Whether it begins with what a backend lists, so that names can be chosen. */
export function isListing({ mode }: Pick<Transfer, 'mode'>): boolean {
  return LISTING_MODES.some((one) => one === mode);
}

type End = Transfer['from'];

/** A connector by its slug, or `here`. */
export function placeName(end: End, here = 'this console'): string {
  return end === null ? here : (end.slug ?? 'a connector that was deleted');
}

/** Such as "Import by reference from vault-prod". */
export function transferTitle({ mode, from, to }: Transfer): string {
  const source = from === null ? '' : ` from ${placeName(from)}`;
  const target = to === null ? (mode === 'move' ? ' to this console' : '') : ` to ${placeName(to)}`;
  return `${mode === 'copy' ? 'Copy' : MODE_WORD[mode]}${source}${target}`;
}

/** Such as "212 new, 3 invalid"; verdicts that no row has are left out. */
export function verdictSums(verdicts: Transfer['verdicts']): string {
  const sums = TRANSFER_VERDICTS.filter((one) => verdicts[one] > 0).map(
    (one) => `${number(verdicts[one])} ${one}`,
  );
  return sums.length === 0 ? 'Nothing was found' : sums.join(', ');
}

const ORDER: readonly TransferVerdict[] = ['invalid', 'taken', 'replace', 'new', 'unchanged'];

/** What needs a decision first, else by number. */
export function decisionOrder(rows: readonly TransferItem[]): TransferItem[] {
  return [...rows].sort(
    (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || a.number - b.number,
  );
}

/** What starting does to `taken`, in a sentence or two. */
export function planSentence(transfer: Transfer, taken: readonly TransferItem[]): string {
  const { mode, from, to, scope, removeSource } = transfer;
  if (taken.length === 0) return 'Nothing would be written.';
  const values = count(taken.length, 'value');
  const replaced = taken.filter(({ verdict }) => verdict === 'replace').length;
  const source = placeName(from);
  const target = placeName(to);
  switch (mode) {
    case 'refer':
      return `${count(taken.length, 'secret')} of ${scope.path} will refer to ${source}${replacing(replaced, 'a value of theirs')}. Nothing is copied.`;
    case 'import':
      return `${values} of ${source} will be sealed in ${scope.path}${replacing(replaced, 'a value')}. ${source} keeps its own.`;
    case 'copy':
      return `${values} will be written to ${target}, read again and compared${replacing(replaced, 'one there')}. The secrets stay as they are.`;
    case 'move':
      return `${values} will be written to ${target}, read again and compared${replacing(replaced, 'one there')}; then the secrets lead there. ${removeSource ? `What was verified is deleted at ${source}.` : `${from === null ? 'Earlier versions stay sealed here' : `The values at ${source} stay`}.`}`;
  }
}

function replacing(replaced: number, what: string): string {
  if (replaced === 0) return '';
  return `, of which ${number(replaced)} ${replaced === 1 ? 'replaces' : 'replace'} ${what}`;
}

/** What a transfer that has ended leaves, in a sentence or two. */
export function endSentence(transfer: Transfer): string {
  const { mode, from, to, counts, removeSource, scope } = transfer;
  const values = count(counts.done, 'value');
  const are = counts.done === 1 ? 'was' : 'were';
  if (counts.done === 0) return 'Nothing was transferred.';
  switch (mode) {
    case 'refer':
      return `${count(counts.done, 'secret')} of ${scope.path} ${counts.done === 1 ? 'refers' : 'refer'} to ${placeName(from)} now.`;
    case 'import':
      return `${values} ${are} sealed in ${scope.path} and compared with ${placeName(from)}. Nothing was removed there.`;
    case 'copy':
      return `${values} ${are} written to ${placeName(to)}, read again and found the same. Nothing was removed.`;
    case 'move':
      return `${values} ${are} written to ${placeName(to)}, read again and found the same; the secrets lead there now. ${
        removeSource
          ? `They were deleted at ${placeName(from)}, but where a row says that it stayed.`
          : 'Nothing was removed where they were.'
      }`;
  }
}

/** Of a row whose place is that of a secret of others nothing is told. */
export function isOfOthers({ name, source, target }: TransferItem): boolean {
  return name === '' && source === null && target === null;
}
