// What an import reads, as texts that a test can compare.

import type { ImportFormat } from '@/lib/domain/import/import-format';
import { readImport } from '@/lib/domain/import/read-import';

/** Rows as texts: what is read, or the code of what is wrong. */
export function importedRows(text: string, format: ImportFormat) {
  return readImport(text, format).map(({ key, line, value, fault }) => [
    line,
    key,
    value ? value.plaintext.use((bytes) => Buffer.from(bytes).toString()) : `! ${fault?.code}`,
  ]);
}
