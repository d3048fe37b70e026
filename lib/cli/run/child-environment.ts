// The environment that a child is started with: ours, and what was delivered over it.

import { isDangerousName } from '@/lib/domain/dangerous-names';
import { secretNameFault } from '@/lib/domain/secret-name';
import { CommandRefused } from '../command-refused';
import type { Environment } from './child-process';
import { makeMemoryFolder } from './memory-folder';
import type { MemoryFolder } from './memory-folder';

const VARIABLE_BYTES_MAX = 131_072;

/** What was delivered, as the bundle has it. */
export interface Delivered {
  readonly env: Readonly<Record<string, string>>;
  /** Base64, by the name that `_FILE` is added to. */
  readonly files: Readonly<Record<string, string>>;
}

export interface ChildEnvironment {
  readonly env: Environment;
  /** Removes the files. */
  readonly dispose: () => Promise<void>;
}

export interface Surroundings {
  /** What the child would have without us. */
  readonly inherited: Environment;
  /** Names of it that the child does not get. */
  readonly withheld: readonly string[];
  /** Names and texts of our own, over everything else. */
  readonly added: Readonly<Record<string, string>>;
  /** Where files may lie, best first. */
  readonly memoryPlaces: readonly string[];
}

/** Throws CommandRefused for a name or value that cannot be injected, and where files have no place in memory. */
export async function childEnvironment(
  { env: delivered, files }: Delivered,
  { inherited, withheld, added, memoryPlaces }: Surroundings,
): Promise<ChildEnvironment> {
  for (const name of Object.keys(delivered)) refuseUnfit(name, name);
  for (const name of Object.keys(files)) refuseUnfit(name, `${name}_FILE`);
  for (const pair of [...Object.entries(delivered), ...Object.entries(added)]) refuseLong(...pair);
  const env: Record<string, string | undefined> = { ...inherited };
  for (const name of withheld) delete env[name];
  Object.assign(env, delivered);
  const folder = Object.keys(files).length > 0 ? await makeMemoryFolder(memoryPlaces) : null;
  if (folder) Object.assign(env, await writeAll(folder, files));
  return { env: Object.assign(env, added), dispose: async () => folder?.remove() };
}

async function writeAll(folder: MemoryFolder, files: Delivered['files']) {
  const paths: Record<string, string> = {};
  try {
    for (const [name, base64] of Object.entries(files)) {
      paths[`${name}_FILE`] = await folder.write(name, Buffer.from(base64, 'base64'));
    }
  } catch {
    await folder.remove();
    throw new CommandRefused('no_memory_folder', `Not all files fit into ${folder.path}.`);
  }
  return paths;
}

/** Linux starts no program with such a variable, whatever the program is (execve(2), MAX_ARG_STRLEN). */
function refuseLong(name: string, value: string): void {
  if (Buffer.byteLength(`${name}=${value}`) + 1 < VARIABLE_BYTES_MAX) return;
  throw new CommandRefused(
    'value_too_long',
    `${name} is too long for an environment: with its name at most ${VARIABLE_BYTES_MAX - 2} bytes. Deliver it as a file.`,
  );
}

/** The console refuses them when they are stored; a runner does not rely on that. */
function refuseUnfit(name: string, shown: string): void {
  if (secretNameFault(name) === null && !isDangerousName(shown)) return;
  throw new CommandRefused(
    'unfit_name',
    `The console delivered ${/^\w{1,133}$/.test(shown) ? shown : 'a name'}, which may not be put into an environment. Nothing was started.`,
  );
}
