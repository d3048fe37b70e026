// Reads a JSON object for a command, from a file or from standard input.

import { readFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { UsageRefused } from './command-refused';
import type { Terminal } from './terminal';

/** `-` is standard input. Throws UsageRefused, with the option's name, for anything but an object. */
export async function readJsonObject(
  terminal: Terminal,
  option: string,
  path: string,
): Promise<Record<string, unknown>> {
  const from = path === '-' ? 'standard input' : path;
  const text = await (path === '-' ? textOf(terminal.input) : readFile(path, 'utf8')).catch(() => {
    throw new UsageRefused(`${option}: ${from} cannot be read.`);
  });
  const value = parsed(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new UsageRefused(`${option}: ${from} does not hold a JSON object.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
