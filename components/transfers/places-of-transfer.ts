// Which places a transfer can lead from and to, by what it does.

import type { Connector } from '@/lib/contracts/connector';
import { LISTING_MODES } from '@/lib/domain/transfer';
import type { TransferMode } from '@/lib/domain/transfer';
import type { Choice } from '@/components/ui/select-field';
import { takesValues } from '@/components/vault/backend/reference-fields';
import { BACKEND_WORD } from '@/components/vault/secret-words';

/** Choices are slugs; the empty one is this console. */
export interface PlacesOfTransfer {
  readonly from: string;
  readonly to: string;
  readonly sources: readonly Choice[];
  /** Null: into the scope. */
  readonly targets: readonly Choice[] | null;
}

const HERE: Choice = { value: '', label: 'Sealed here' };

/** What was asked for and is no choice is the first that is. */
export function placesOf(
  mode: TransferMode,
  connectors: readonly Connector[],
  askedFrom: string | null,
  askedTo: string | null,
): PlacesOfTransfer {
  const all = connectors.map(choiceOf);
  if (LISTING_MODES.some((one) => one === mode)) {
    return { from: chosen(all, askedFrom), to: '', sources: all, targets: null };
  }
  const sources = [HERE, ...all];
  const from = chosen(sources, askedFrom);
  const writable = connectors.filter(takesWritten).map(choiceOf);
  const targets = [...(mode === 'move' ? [HERE] : []), ...writable].filter(
    ({ value }) => value !== from,
  );
  return { from, to: chosen(targets, askedTo), sources, targets };
}

function takesWritten({ approved, ...connector }: Connector): boolean {
  return takesValues({ ...connector, approved: approved !== null });
}

function chosen(choices: readonly Choice[], asked: string | null): string {
  return choices.find(({ value }) => value === asked)?.value ?? choices[0]?.value ?? '';
}

function choiceOf({ slug, name, kind, approved }: Connector): Choice {
  const waits = approved === null ? ', waits for approval' : '';
  return { value: slug, label: `${name} · ${BACKEND_WORD[kind]}${waits}` };
}
