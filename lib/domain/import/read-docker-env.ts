// Reads Docker env-files: every line is literal, quotes and spaces belong to the value.

import { faultyRow, textRow } from './import-row';
import type { ImportRow } from './import-row';

/** `text` has LF line ends. As `docker run --env-file`, but a name without a value is a faulty row. */
export function readDockerEnv(text: string): ImportRow[] {
  return text.split('\n').flatMap((source, index) => {
    const line = index + 1;
    const kept = source.replace(/^[ \t]+/, '');
    if (kept === '' || kept.startsWith('#')) return [];
    const cut = kept.indexOf('=');
    if (cut < 0) return [faultyRow('', line, 'line', NO_ASSIGNMENT)];
    const row = textRow(kept.slice(0, cut), kept.slice(cut + 1), line);
    return [row.fault && !NAME.test(row.key) ? { ...row, key: '' } : row];
  });
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const NO_ASSIGNMENT =
  'This line is no KEY=value: a name alone would take its value from a machine.';
