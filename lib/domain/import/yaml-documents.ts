// YAML as nodes with lines: aliases are never followed and nothing is made into an object.

import { isAlias, isMap, isScalar, LineCounter, parseAllDocuments } from 'yaml';
import type { Node, Pair, ParsedNode, YAMLMap } from 'yaml';
import { KeystowError, ruleBroken } from '../errors';
import { checkYamlDepth } from './yaml-depth';

export interface YamlDocuments {
  readonly contents: readonly (ParsedNode | null)[];
  readonly lineOf: (node: unknown) => number;
}

/** Throws 422 naming the line where it is no YAML 1.2, 413 where it is too deep to be read. */
export function parseYaml(text: string): YamlDocuments {
  const counter = new LineCounter();
  const documents = documentsOf(text, counter);
  for (const { errors } of documents) {
    const error = errors[0];
    if (!error) continue;
    const { line } = counter.linePos(error.pos[0]);
    throw ruleBroken('/text', 'import_yaml', `Line ${Math.max(1, line)}: this is no YAML.`);
  }
  return {
    contents: documents.map((document) => document.contents),
    lineOf: (node) => Math.max(1, counter.linePos(beginOf(node)).line),
  };
}

function documentsOf(text: string, lineCounter: LineCounter) {
  checkYamlDepth(text);
  try {
    // Names that come twice are rows that come twice: not an error of the whole text.
    const documents = parseAllDocuments(text, {
      lineCounter,
      prettyErrors: false,
      uniqueKeys: false,
      schema: 'core',
      logLevel: 'silent',
    });
    return 'empty' in documents ? [] : documents;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new KeystowError('too_large', 'The text is nested too deeply.');
  }
}

function beginOf(node: unknown): number {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range?.[0] ?? 0;
}

/** The text of a scalar as it was written, and null for what is no text, number or truth value. */
export function scalarText(node: unknown): string | null {
  if (!isScalar(node) || isAlias(node)) return null;
  if (node.tag !== undefined && node.tag !== 'tag:yaml.org,2002:str') return null;
  const { value, source } = node;
  if (typeof value === 'string') return value;
  const isPlain = ['number', 'bigint', 'boolean'].includes(typeof value);
  return isPlain ? (source ?? String(value)) : null;
}

/** Whether a scalar stands for nothing: empty, `~` or `null`. */
export function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

/** The value of the last member of that name, or undefined where `node` is no map or has none. */
export function memberOf(node: unknown, name: string): unknown {
  return pairsOf(node)
    .filter((pair) => scalarText(pair.key) === name)
    .at(-1)?.value;
}

export function pairsOf(node: unknown): readonly Pair<Node | null, Node | null>[] {
  return isMap(node) ? (node as YAMLMap<Node | null, Node | null>).items : [];
}
