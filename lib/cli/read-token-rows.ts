// Reads names with their Fernet tokens: a line for each, or JSON.

import type { ImportInstancesInput } from '@/lib/contracts/instance';
import { readJson } from '@/lib/domain/json-text';
import { UsageRefused } from './command-refused';

type Row = ImportInstancesInput['rows'][number];

const FORMS =
  'Give lines of a name and a token, a JSON object of tokens by name, or a JSON array of {"name","token"}.';

/** Lines that are empty or begin with # are left out. Throws UsageRefused with the line, quoting nothing. */
export function readTokenRows(text: string): Row[] {
  const trimmed = text.trim();
  const rows = /^[[{]/.test(trimmed) ? fromJson(trimmed) : fromLines(trimmed);
  if (rows.length === 0) throw new UsageRefused(`There is nothing to import. ${FORMS}`);
  return rows;
}

function fromLines(text: string): Row[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const content = line.trim();
    if (content === '' || content.startsWith('#')) return [];
    const [, name, token] = /^(.*\S)\s+(\S+)$/.exec(content) ?? [];
    if (name && token) return [{ name, token }];
    throw new UsageRefused(`Line ${index + 1} is no name and token. ${FORMS}`);
  });
}

function fromJson(text: string): Row[] {
  const given: unknown = readJson(text);
  const list: unknown[] = Array.isArray(given)
    ? given
    : Object.entries(Object(given)).map(([name, token]) => ({ name, token }));
  return list.map((one) => {
    const { name, token } = Object(one) as { name?: unknown; token?: unknown };
    if (typeof name === 'string' && typeof token === 'string') return { name, token };
    throw new UsageRefused(`This is not the JSON that is read here. ${FORMS}`);
  });
}
