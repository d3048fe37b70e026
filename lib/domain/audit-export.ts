// The file that an audit log leaves in: one line that says what it is, then one for each event.

import { readJson } from './json-text';

/** The first line. */
export interface ExportHead {
  readonly keystow: 'audit-log';
  readonly v: 1;
  /** The id of the log, as its events name it. */
  readonly chain: string;
  readonly origin: string;
  /** How many events follow. */
  readonly size: string;
}

/** A line of an event: its text, or its leaf in hex where retention erased the text. */
export type ExportLine =
  | { readonly number: string; readonly text: string }
  | { readonly number: string; readonly leaf: string };

export function exportHead(chain: string, origin: string, size: bigint): ExportHead {
  return { keystow: 'audit-log', v: 1, chain, origin, size: String(size) };
}

/** Null for a line that is not the head of such a file. */
export function readExportHead(line: string): ExportHead | null {
  const head = readJson(line) as Partial<ExportHead> | null;
  const known = head?.keystow === 'audit-log' && head.v === 1;
  const whole = typeof head?.chain === 'string' && typeof head.origin === 'string';
  return known && whole && typeof head.size === 'string' ? (head as ExportHead) : null;
}

/** Null for a line that is none. */
export function readExportLine(
  line: string,
): { readonly number: number; readonly text: string | null; readonly leaf: string | null } | null {
  const told = readJson(line) as { number?: unknown; text?: unknown; leaf?: unknown } | null;
  const number = typeof told?.number === 'string' ? Number(told.number) : Number.NaN;
  if (!Number.isSafeInteger(number)) return null;
  if (typeof told?.text === 'string') return { number, text: told.text, leaf: null };
  if (typeof told?.leaf === 'string') return { number, text: null, leaf: told.leaf };
  return null;
}
