// Verifies an audit log event by event, with nothing but what is public: texts, leaves and their order.

import { hash } from 'node:crypto';
import { readJson } from '@/lib/domain/json-text';
import { GrowingTree } from './merkle-tree';

/** One event as it is exported. Without a text it was erased by retention, and its leaf stays. */
export interface LogEntry {
  readonly number: number;
  readonly text: string | null;
  /** 32 bytes in hex; may be left out beside a text. */
  readonly leaf?: string | null | undefined;
}

export type LogFaultKind =
  | 'missing' // a number was passed over
  | 'out_of_order' // a number came again or too late
  | 'edited' // the text does not give the leaf beside it
  | 'foreign' // the text names another log or another number
  | 'erased' // a text is gone and no retention event lists it
  | 'unreadable'; // neither text nor leaf

export interface LogFault {
  readonly kind: LogFaultKind;
  readonly number: number;
}

const LEAF = /^[0-9a-f]{64}$/;
const NO_LEAF = '0'.repeat(64);
/** More would not help whoever reads them. */
const FAULTS_MAX = 100;

type Range = readonly [from: number, to: number];

/** Takes the events of one log in their order. */
export class LogVerifier {
  readonly #tree = new GrowingTree();
  readonly #faults: LogFault[] = [];
  readonly #erased: Range[] = [];
  readonly #listed: Range[] = [];
  #last = 0;

  readonly #own: string;

  constructor(readonly chain: string) {
    this.#own = `,"chain":"${chain}","details":{`;
  }

  /** How many events were taken. */
  get size(): number {
    return this.#tree.size;
  }

  /** The RFC 6962 root of what was taken so far. */
  root(): Uint8Array {
    return this.#tree.root();
  }

  /** Takes the next event, and returns the leaf that it has now, in hex. */
  add({ number, text, leaf }: LogEntry): string {
    const expected = this.#last + 1;
    if (number > expected) this.#fault('missing', expected);
    if (number < expected) this.#fault('out_of_order', number);
    this.#last = number;
    return text === null ? this.#addErased(number, leaf) : this.#addText(number, text, leaf);
  }

  /** What is wrong, by number; call it when all events were taken. At most 100. */
  faults(): readonly LogFault[] {
    const listed = joined(this.#listed);
    const unlisted = this.#erased.filter(
      ([from, to]) => !listed.some(([first, last]) => first <= from && to <= last),
    );
    const erased = unlisted.map(([number]) => ({ kind: 'erased', number }) as const);
    return [...this.#faults, ...erased].slice(0, FAULTS_MAX);
  }

  #addText(number: number, text: string, leaf: string | null | undefined): string {
    // As `leafHash`, at once: the first byte is 00.
    const own = hash('sha256', `\0${text}`, 'hex');
    this.#tree.append(own);
    if (leaf && own !== leaf) this.#fault('edited', number);
    if (this.#isPlainlyOwn(number, text)) return own;
    const told = readJson(text) as Told | null;
    if (told?.chain !== this.chain || told.number !== String(number)) {
      this.#fault('foreign', number);
    }
    if (told?.action === RETENTION_ACTION) this.#listed.push(...rangesOf(told.details, number));
    return own;
  }

  /**
   * Spares the parser what canonical JSON shows: members stand in the order of their names, and within
   * a string no quote follows a comma unescaped. Not for events that the verifier itself reads.
   */
  #isPlainlyOwn(number: number, text: string): boolean {
    const own = text.indexOf(this.#own);
    return (
      own > 0 &&
      text.includes(`},"number":"${number}",`, own) &&
      text.slice(0, RETENTION_BEGINS.length) !== RETENTION_BEGINS
    );
  }

  #addErased(number: number, leaf: string | null | undefined): string {
    if (!leaf || !LEAF.test(leaf)) {
      this.#fault('unreadable', number);
      this.#tree.append(NO_LEAF);
      return NO_LEAF;
    }
    this.#tree.append(leaf);
    const last = this.#erased.at(-1);
    if (last?.[1] === number - 1) this.#erased[this.#erased.length - 1] = [last[0], number];
    else this.#erased.push([number, number]);
    return leaf;
  }

  #fault(kind: LogFaultKind, number: number): void {
    if (this.#faults.length < FAULTS_MAX) this.#faults.push({ kind, number });
  }
}

/** The event that lists what retention erased before it. */
export const RETENTION_ACTION = 'audit.retention_applied';
const RETENTION_BEGINS = `{"action":"${RETENTION_ACTION}"`;

interface Told {
  readonly chain?: unknown;
  readonly number?: unknown;
  readonly action?: unknown;
  readonly details?: unknown;
}

/** Only what came before the event that lists it. */
function rangesOf(details: unknown, before: number): Range[] {
  const { from, to } = (details ?? {}) as { from?: unknown; to?: unknown };
  const first = Number(from);
  const last = Number(to);
  const whole = Number.isSafeInteger(first) && Number.isSafeInteger(last);
  return whole && first >= 1 && last >= first && last < before ? [[first, last]] : [];
}

/** Retention comes again and again: what follows on or overlaps is one range. */
function joined(ranges: readonly Range[]): Range[] {
  const out: Range[] = [];
  for (const [from, to] of ranges.toSorted(([one], [other]) => one - other)) {
    const last = out.at(-1);
    if (last && from <= last[1] + 1) out[out.length - 1] = [last[0], Math.max(last[1], to)];
    else out.push([from, to]);
  }
  return out;
}
