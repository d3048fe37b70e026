// From a text in any of the formats to rows in its order, within limits.

import { KeystowError } from '../errors';
import type { ImportFormat } from './import-format';
import { IMPORT_BYTES_MAX, IMPORT_ROWS_MAX } from './import-limits';
import type { ImportRow } from './import-row';
import { readDockerEnv } from './read-docker-env';
import { readDotenv } from './read-dotenv';
import { readJson } from './read-json';
import { readKubernetesSecret } from './read-kubernetes-secret';
import { readYaml } from './read-yaml';

const READERS: Readonly<Record<ImportFormat, (text: string) => ImportRow[]>> = {
  dotenv: readDotenv,
  docker: readDockerEnv,
  json: readJson,
  yaml: readYaml,
  k8s: readKubernetesSecret,
};

/**
 * Line ends become LF and a byte order mark goes, as all readers of these formats do. Throws 413 over
 * 1 MiB of UTF-8 or 2,000 rows, 422 where the text as a whole is not of that format.
 */
export function readImport(text: string, format: ImportFormat): ImportRow[] {
  if (text.length > IMPORT_BYTES_MAX || new TextEncoder().encode(text).length > IMPORT_BYTES_MAX) {
    throw tooLarge('import_too_large', 'An import may hold at most 1 MiB of text.');
  }
  const rows = READERS[format](text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  if (rows.length > IMPORT_ROWS_MAX) {
    throw tooLarge('import_rows', 'An import may hold at most 2,000 rows. Send it in parts.');
  }
  return rows;
}

function tooLarge(code: string, message: string): KeystowError {
  return new KeystowError('too_large', message, {
    issues: [{ pointer: '/text', code, message }],
  });
}
