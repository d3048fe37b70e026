// Reads credentials for a command: each from a hidden prompt, or all of them from standard input; never arguments.

import type { CredentialFields } from '@/lib/domain/connector-fields';
import { UsageRefused } from './command-refused';
import { readSecret } from './read-secret';
import type { Terminal } from './terminal';

/**
 * Undefined where none is taken. On standard input they are a JSON object of texts, or, where one is needed
 * only, its text. Throws UsageRefused for anything else.
 */
export async function readCredentials(
  terminal: Terminal,
  { required, optional }: CredentialFields,
): Promise<Record<string, string> | undefined> {
  const [only, ...others] = required;
  if (only === undefined) return undefined;
  if (terminal.interactive) {
    const given: Record<string, string> = {};
    for (const field of required) given[field] = await textOf(terminal, `Enter ${field}.`);
    return given;
  }
  const names = [...required, ...optional].join(', ');
  const text = await textOf(terminal, `It takes ${names}.`);
  if (others.length === 0 && !isOwnObject(text, only)) return { [only]: text };
  return objectOf(text, names);
}

async function textOf(terminal: Terminal, question: string): Promise<string> {
  const given = await readSecret(terminal, question);
  return given.use((bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
}

/** A service account's key is an object itself. */
function isOwnObject(text: string, field: string): boolean {
  const parsed = parse(text);
  return typeof parsed === 'object' && parsed !== null && Object.hasOwn(parsed, field);
}

function objectOf(text: string, names: string): Record<string, string> {
  const parsed = parse(text);
  const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  const entries = isObject ? Object.entries(parsed as Record<string, unknown>) : [];
  if (entries.length > 0 && entries.every(([, one]) => typeof one === 'string')) {
    return Object.fromEntries(entries) as Record<string, string>;
  }
  throw new UsageRefused(`Give a JSON object of texts on standard input: ${names}.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
