// Reads Kubernetes Secret manifests, YAML or JSON, one or many: `data` is base64, `stringData` text.

import { isSeq } from 'yaml';
import type { Plaintext } from '../plaintext';
import { readValueBase64, readValueText } from '../secret-value';
import { checkedRow, faultyRow, textRow } from './import-row';
import type { ImportRow, RowValue } from './import-row';
import { isNothing, memberOf, pairsOf, parseYaml, scalarText } from './yaml-documents';

/** `stringData` comes after `data`, because Kubernetes lets it win. */
export function readKubernetesSecret(text: string): ImportRow[] {
  const { contents, lineOf } = parseYaml(text);
  return contents.flatMap((content) =>
    isNothing(content) ? [] : manifestsIn(content).flatMap((one) => rowsOf(one, lineOf)),
  );
}

function manifestsIn(content: unknown): readonly unknown[] {
  const items = memberOf(content, 'items');
  return isSeq(items) ? items.items : [content];
}

function rowsOf(manifest: unknown, lineOf: (node: unknown) => number): ImportRow[] {
  if (scalarText(memberOf(manifest, 'kind')) !== 'Secret') {
    return [faultyRow('', lineOf(manifest), 'kind', 'This document is no Secret.')];
  }
  const entries = (part: string, read: (key: string, text: string, line: number) => ImportRow) =>
    pairsOf(memberOf(manifest, part)).map(({ key, value }) => {
      const name = scalarText(key) ?? '';
      const plain = isNothing(value) ? '' : scalarText(value);
      return plain === null
        ? faultyRow(name, lineOf(key), 'nested', NOT_TEXT)
        : read(name, plain, lineOf(key));
    });
  return [...entries('data', base64Row), ...entries('stringData', textRow)];
}

function base64Row(key: string, text: string, line: number): ImportRow {
  return checkedRow(key, line, () => decoded(readValueBase64(text.replace(/\s/g, ''))));
}

/** Text where the bytes are text that a variable can hold, else binary. */
function decoded(plaintext: Plaintext): RowValue {
  try {
    const text = plaintext.use((bytes) =>
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    );
    return { plaintext: readValueText(text), format: 'utf8' };
  } catch {
    return { plaintext, format: 'binary' };
  }
}

const NOT_TEXT = 'Values of a Secret are texts: this one is nested or of another type.';
