// Reads flat YAML: scalars are kept as they were written, so `yes`, `0x1F` and `1.10` stay what they are.

import { isMap } from 'yaml';
import { ruleBroken } from '../errors';
import { faultyRow, textRow } from './import-row';
import type { ImportRow } from './import-row';
import { NESTED } from './read-json';
import { isNothing, pairsOf, parseYaml, scalarText } from './yaml-documents';

/** One row per member of each document. */
export function readYaml(text: string): ImportRow[] {
  const { contents, lineOf } = parseYaml(text);
  return contents.flatMap((content) => {
    if (isNothing(content)) return [];
    if (!isMap(content)) {
      const message = `Line ${lineOf(content)}: send names with values, such as KEY: value.`;
      throw ruleBroken('/text', 'import_object', message);
    }
    return pairsOf(content).map(({ key, value }) => {
      const name = scalarText(key) ?? '';
      const line = lineOf(key);
      if (isNothing(value)) return faultyRow(name, line, 'value_empty', NO_VALUE);
      const plain = scalarText(value);
      return plain === null ? faultyRow(name, line, 'nested', NESTED) : textRow(name, plain, line);
    });
  });
}

const NO_VALUE = 'Give a value of at least one byte.';
