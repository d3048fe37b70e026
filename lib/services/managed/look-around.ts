// The env provider: the process environment, then `.env` files, then mounted files. The first one counts.

import 'server-only';
import { parse } from 'dotenv';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { HiddenText } from '@/lib/env';
import type { ProviderSettings } from '@/lib/env';
import { MANAGED_NAME, nameOfManaged } from '@/lib/domain/managed-secrets';
import { VALUE_BYTES_MAX } from '@/lib/domain/secret-value';
import { BootRefusal } from '../keys/boot-refusal';
import type { FoundSecret, Variables } from './found-secret';

export interface Surroundings {
  readonly variables: Variables;
  /** The working folder, in which `.env` is looked for. */
  readonly folder: string;
  readonly settings: Pick<ProviderSettings, 'production' | 'secretDir'>;
}

/** Those of `names` that are there, and all others that `also` fits. Throws BootRefusal for a file that cannot be read. */
export async function lookAround(
  { variables, folder, settings }: Surroundings,
  names: readonly string[],
  also: RegExp | null = null,
): Promise<Map<string, FoundSecret>> {
  const dotenv = await readDotenvFiles(folder, settings.production);
  const mounted = await listMounted(settings.secretDir);
  const given = [...Object.keys(variables), ...dotenv.keys(), ...mounted.keys()];
  const wanted = new Set([...names, ...(also ? given.filter((name) => also.test(name)) : [])]);
  const found = new Map<string, FoundSecret>();
  for (const name of wanted) {
    const one =
      fromVariables(name, variables, dotenv) ??
      (await fromNamedFile(name, variables[`${name}_FILE`])) ??
      (await fromMounted(name, mounted.get(name)));
    if (one)
      found.set(name, { text: new HiddenText(one.text), source: one.source, reference: null });
  }
  return found;
}

interface Read {
  readonly text: string;
  readonly source: string;
}

/** What starts the console has put `.env` into the environment already: equal texts are from there. */
function fromVariables(
  name: string,
  variables: Variables,
  dotenv: ReadonlyMap<string, Read>,
): Read | null {
  const set = variables[name];
  const filed = dotenv.get(name);
  if (!set) return filed ?? null;
  return filed?.text === set ? filed : { text: set, source: `the variable ${name}` };
}

/** Narrower files first, as Next reads them. */
async function readDotenvFiles(folder: string, production: boolean): Promise<Map<string, Read>> {
  const mode = production ? 'production' : 'development';
  const found = new Map<string, Read>();
  for (const file of [`.env.${mode}.local`, '.env.local', `.env.${mode}`, '.env']) {
    const text = await readSmall(path.join(folder, file), file);
    for (const [name, value] of Object.entries(parse(text ?? ''))) {
      if (value && !found.has(name)) found.set(name, { text: value, source: `the file ${file}` });
    }
  }
  return found;
}

/** The master key's file is looked for by itself, and means something of its own. */
async function fromNamedFile(name: string, file: string | undefined): Promise<Read | null> {
  if (!file || name === 'KEYSTOW_MASTER_KEY') return null;
  const text = await readSmall(file, `${name}_FILE`);
  if (text === null) {
    throw new BootRefusal('secret_file_missing', `${name}_FILE names a file that does not exist.`);
  }
  return text ? { text, source: `the file ${file} (${name}_FILE)` } : null;
}

/** By the name that a file stands for: `JWT_SECRET`, or `llm_api_key/control_plane` in a folder. */
async function listMounted(folder: string | undefined): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (folder === undefined) return found;
  const entries = await readdir(folder, { recursive: true }).catch(() => {
    const remedy = 'Mount it, or unset SECRET_DIR.';
    throw new BootRefusal('secret_dir', `SECRET_DIR names a folder that cannot be read. ${remedy}`);
  });
  for (const entry of entries.sort()) {
    const hidden = entry.split(path.sep).some((part) => part.startsWith('.'));
    const name = nameOfManaged(entry.split(path.sep).join('/'));
    const file = path.join(folder, entry);
    if (hidden || !MANAGED_NAME.test(name) || found.has(name)) continue;
    if ((await stat(file).catch(() => null))?.isFile()) found.set(name, file);
  }
  return found;
}

async function fromMounted(name: string, file: string | undefined): Promise<Read | null> {
  const text = file === undefined ? null : await readSmall(file, `${name} in SECRET_DIR`);
  return text ? { text, source: `the file ${file}` } : null;
}

/** Less one line end; null where there is none. `what` names it to the person at the terminal. */
async function readSmall(file: string, what: string): Promise<string | null> {
  try {
    const { size } = await stat(file);
    if (size > VALUE_BYTES_MAX) {
      throw new BootRefusal('secret_file_large', `${what} is larger than 64 KiB.`);
    }
    const bytes = await readFile(file);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r?\n$/, '');
  } catch (error) {
    if (error instanceof BootRefusal) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new BootRefusal(
      'secret_file_unreadable',
      `${what} cannot be read as text. Look at its permissions, and save it as UTF-8.`,
    );
  }
}
