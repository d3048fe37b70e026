// What an import is called on the screen: formats, verdicts and their sums.

import type { ImportResult, ImportVerdictRow } from '@/lib/contracts/import';
import type { ImportVerdict } from '@/lib/domain/import/import-verdict';
import { IMPORT_VERDICTS } from '@/lib/domain/import/import-verdict';
import type { ImportFormat } from '@/lib/domain/import/import-format';
import type { Tone } from '@/components/ui/status';

export const FORMAT_WORD: Readonly<Record<ImportFormat, string>> = {
  dotenv: '.env',
  json: 'JSON',
  yaml: 'YAML',
  docker: 'Docker env-file',
  k8s: 'Kubernetes Secret',
};

export const VERDICT_TONE: Readonly<Record<ImportVerdict, Tone>> = {
  new: 'fine',
  replace: 'due',
  unchanged: 'unknown',
  shadowed: 'unknown',
  invalid: 'danger',
};

/** Such as "212 new, 60 replace, 25 unchanged, 3 invalid"; verdicts that no row has are left out. */
export function importSums(counts: ImportResult['counts']): string {
  const sums = IMPORT_VERDICTS.filter((one) => counts[one] > 0).map(
    (one) => `${counts[one]} ${one}`,
  );
  return sums.length === 0 ? 'No rows' : sums.join(', ');
}

const ORDER: readonly ImportVerdict[] = ['invalid', 'shadowed', 'replace', 'new', 'unchanged'];

/** What needs a decision first, else in the order of the text. */
export function decisionOrder(rows: readonly ImportVerdictRow[]): ImportVerdictRow[] {
  return [...rows].sort(
    (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || a.row - b.row,
  );
}

export function secretCount(count: number): string {
  return count === 1 ? '1 secret' : `${count} secrets`;
}
