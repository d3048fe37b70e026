// Values of the console's own surroundings: its variables, a dotenv file, or a mounted folder, read anew each time.

import 'server-only';
import { ownFiles, ownSecretDir } from '@/lib/env';
import type { Env } from '@/lib/env';
import { BackendFault } from '@/lib/domain/backend';
import type { TestStep } from '@/lib/domain/backend';
import { variableOfReference } from '@/lib/domain/backend-reference';
import type { BackendReference } from '@/lib/domain/backend-reference';
import { limited } from '@/lib/domain/limited';
import { arrivedBytes } from '../arrived-value';
import type { Backend, Connection, Listed } from '../backend';
import { CALL_MS_MAX } from '../network/time-limits';
import { outcomesOf } from '../outcomes';
import { pageOfNames } from './page-of-names';
import { readDotenv } from './read-dotenv';
import { readFolder } from './read-folder';
import { readVariables } from './read-variables';
import type { FindName, NameSource } from './name-source';

interface EnvSettings {
  readonly source: 'process' | 'file' | 'folder';
  readonly path?: string;
}

const AT_ONCE = 8;

/** Read-only. Throws `denied` where the operator has named nothing that it could read. */
export async function openEnv({ settings }: Connection, env: Env): Promise<Backend> {
  const source = sourceOf(settings as unknown as EnvSettings, env);
  const timely = <T>(stop: AbortSignal, work: () => Promise<T>) => inTime(source, stop, work);
  return {
    get: (references, stop) => {
      const find = source.look();
      return outcomesOf(references, AT_ONCE, (reference) =>
        timely(stop, async () => {
          const { bytes } = await found(source, find, reference);
          return { value: arrivedBytes(bytes, reference), version: null };
        }),
      );
    },
    describe: (reference, stop) =>
      timely(stop, async () => {
        const { at } = await found(source, source.look(), reference);
        return { version: null, at, schedule: null };
      }),
    list: (after, stop) =>
      timely(stop, async (): Promise<Listed> => pageOfNames(await source.names(), after)),
    test: (stop) => timely(stop, () => testSource(source)),
    close: () => undefined,
  };
}

function sourceOf({ source, path }: EnvSettings, env: Env): NameSource {
  if (source === 'process') return readVariables(env.envBackendNames);
  if (path === undefined) throw new BackendFault('denied', `Give the path of the ${source}.`);
  const folders = [env.configDir, env.dataDir, env.masterKeyFile];
  const own = [...folders.filter((one) => one !== undefined), ...ownFiles()];
  const lent = { named: env.envBackendPaths, own, ownSecretDir: ownSecretDir() };
  return source === 'file' ? readDotenv(path, lent) : readFolder(path, lent);
}

async function found(source: NameSource, find: FindName, reference: BackendReference) {
  const name = variableOfReference(reference);
  const value = await find(name);
  if (value) return value;
  const other = name === reference.text ? '' : `, which ${reference.text} stands for`;
  throw new BackendFault('absent', `There is no ${name}${other} in ${source.place}: set it there.`);
}

async function testSource(source: NameSource): Promise<TestStep[]> {
  const name = `read ${source.place}`;
  try {
    const { length } = await source.names();
    const names = length === 1 ? 'one name' : `${length} names`;
    return [{ name, ok: true, detail: `It has ${names} that secrets may refer to.` }];
  } catch (error) {
    if (error instanceof BackendFault) return [{ name, ok: false, detail: error.message }];
    throw error;
  }
}

/** A folder that is mounted from elsewhere may never answer. Rejects with the reason of `stop`. */
async function inTime<T>(source: NameSource, stop: AbortSignal, work: () => Promise<T>) {
  stop.throwIfAborted();
  try {
    return await limited(CALL_MS_MAX, stop, work);
  } catch (error) {
    stop.throwIfAborted();
    if (!(error instanceof DOMException)) throw error;
    throw new BackendFault(
      'unreachable',
      `Reading ${source.place} took too long: see whether its disk answers.`,
    );
  }
}
