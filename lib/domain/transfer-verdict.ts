// What is said of the rows of a plan, from what an import would say of them.

import type { ImportVerdict } from './import/import-verdict';
import type { ImportRow } from './import/import-row';
import type { TransferVerdict } from './transfer';

/** Something else has the name or the place: another row, a secret that is not replaced, or a part of one. */
const TAKEN: readonly string[] = [
  'name_twice',
  'name_case',
  'is_alias',
  'lives_elsewhere',
  'part_name_taken',
  'place_taken',
];

/** `met`: a secret has the name already. A row that a narrower scope shadows is written all the same. */
export function verdictOfImport(
  { verdict, code }: { readonly verdict: ImportVerdict; readonly code: string | null },
  met: boolean,
): TransferVerdict {
  if (verdict === 'shadowed') return met ? 'replace' : 'new';
  if (verdict === 'invalid') return TAKEN.includes(code ?? '') ? 'taken' : 'invalid';
  return verdict;
}

/** The first row that has a name keeps it; case does not tell names apart. Faulty rows take none. */
export function namesTwice(rows: readonly ImportRow[]): ImportRow[] {
  const first = new Map<string, number>();
  return rows.map((row) => {
    if (row.fault || row.key === '') return row;
    const earlier = first.get(row.key.toLowerCase());
    if (earlier === undefined) {
      first.set(row.key.toLowerCase(), row.line);
      return row;
    }
    const message = `Row ${earlier} gets the same name. Give one of them another.`;
    return { key: '', line: row.line, value: null, fault: { code: 'name_twice', message } };
  });
}
