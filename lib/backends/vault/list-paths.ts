// The paths of a key-value store, folder by folder, in pages that hold what was found within bounds.

import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import { parseReference } from '@/lib/domain/backend-reference';
import { KeystowError } from '@/lib/domain/errors';
import type { Listed } from '../backend';
import type { VaultCaller } from './vault-caller';
import { memberObject } from './vault-answer';
import { oddFault } from './vault-faults';
import { apiPath, wrongMount } from './vault-place';

const PAGE = 100;
/** Folders that one page looks into, of which many may be empty. */
const FOLDERS_MAX = 50;
const DEPTH_MAX = 20;

interface Walk {
  readonly call: VaultCaller;
  readonly mount: string;
  readonly signal: AbortSignal;
  readonly found: string[];
  folders: number;
}

/**
 * What comes behind `after`: a path that was the last of a page, or a folder, ending in a slash, that was not
 * looked into. Vault sorts what a folder holds, which is the order of all. Throws a `BackendFault`.
 */
export async function listPaths(
  call: VaultCaller,
  mount: string,
  after: string | null,
  signal: AbortSignal,
): Promise<Listed> {
  const walk: Walk = { call, mount, signal, found: [], folders: 0 };
  const next = await walkFolder(walk, '', after ?? '', 0);
  const items = walk.found.flatMap((path) => {
    const reference = referenceOf(path);
    return reference === null ? [] : [{ reference, name: path }];
  });
  return { items, next };
}

/** Where to read on; null when all of the folder was read. `rest`: what of it was read before. */
async function walkFolder(
  walk: Walk,
  folder: string,
  rest: string,
  depth: number,
): Promise<string | null> {
  if (walk.folders === FOLDERS_MAX) return folder;
  walk.folders += 1;
  const head = rest.slice(0, rest.indexOf('/') + 1) || rest;
  for (const name of await namesIn(walk, folder)) {
    if (name < head) continue;
    const path = folder + name;
    if (name.endsWith('/')) {
      if (depth === DEPTH_MAX) continue;
      const read = name === head ? rest.slice(head.length) : '';
      const next = await walkFolder(walk, path, read, depth + 1);
      if (next !== null) return next;
    } else if (name !== head) {
      // Only now is it known that there is more.
      if (walk.found.length === PAGE) return walk.found.at(-1)!;
      walk.found.push(path);
    }
  }
  return null;
}

/** In the order of their code units, whatever order the store has. */
async function namesIn({ call, mount, signal }: Walk, folder: string): Promise<string[]> {
  const path = apiPath({ mount, path: folder }, 'metadata');
  const answer = await call({ method: 'LIST', path }, signal);
  if (answer.status === 404) {
    const wrong = folder === '' ? await wrongMount(call, mount, answer, signal) : null;
    if (wrong !== null) throw new BackendFault('absent', wrong);
    return [];
  }
  const names = memberObject(answer.body.data)?.keys;
  if (answer.status !== 200 || !Array.isArray(names)) throw oddFault(`${mount}/${folder}`);
  const texts = names.filter((name): name is string => typeof name === 'string' && name !== '/');
  return texts.filter((name) => name !== '').sort((one, other) => (one < other ? -1 : 1));
}

/** Null for paths that no reference can have, such as those with spaces. */
function referenceOf(path: string): string | null {
  try {
    return parseReference('vault', path).text;
  } catch (error) {
    if (error instanceof KeystowError) return null;
    throw error;
  }
}
