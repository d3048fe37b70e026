// Names that come more than once in one import: the last one wins, as in the files themselves.

import 'server-only';
import type { ImportRow, RowFault } from '@/lib/domain/import/import-row';

/** Faults by index: `repeated` where the same name comes again, `name_case` where it does in other case. */
export function repeatedRows(rows: readonly ImportRow[]): Map<number, RowFault> {
  const faults = new Map<number, RowFault>();
  const last = new Map<string, ImportRow>();
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index];
    if (!row || row.key === '') continue;
    const lowered = row.key.toLowerCase();
    const later = last.get(lowered);
    if (!later) last.set(lowered, row);
    else if (later.key === row.key) faults.set(index, repeated(later.line));
    else faults.set(index, inOtherCase(later.line));
  }
  return faults;
}

function repeated(line: number): RowFault {
  const message = `The same name comes again in line ${line}: that one is taken.`;
  return { code: 'repeated', message };
}

function inOtherCase(line: number): RowFault {
  const message = `Line ${line} has a name that differs only in case. Keep one of them.`;
  return { code: 'name_case', message };
}
