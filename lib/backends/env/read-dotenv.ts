// A dotenv file that the operator lends, as the `dotenv` package reads it.

import { parse } from 'dotenv';
import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import { isOwnName } from '@/lib/env';
import { lentPath, ownName, readReal, refuseOwnFile } from './lent-path';
import type { LentPaths } from './lent-path';
import type { NameSource } from './name-source';

const FILE_BYTES_MAX = 1024 * 1024;

/** An empty value counts as unset. */
export function readDotenv(file: string, lent: LentPaths): NameSource {
  const place = `the file ${file}`;
  const read = async () => {
    const real = await lentPath(file, lent);
    await refuseOwnFile(file, real, lent);
    const given = await readReal(real, FILE_BYTES_MAX);
    if (!given) throw new BackendFault('absent', `${file} is no file: give that of a dotenv file.`);
    const values = Object.entries(parse(textOf(given.bytes, file))).filter(
      ([name, value]) => value && !isOwnName(name),
    );
    return { values: new Map(values), at: given.at };
  };
  return {
    place,
    names: async () => [...(await read()).values.keys()],
    look: () => {
      let reading: ReturnType<typeof read> | undefined;
      return async (name) => {
        if (isOwnName(name)) throw ownName(name);
        const { values, at } = await (reading ??= read());
        const value = values.get(name);
        return value === undefined ? null : { bytes: new TextEncoder().encode(value), at };
      };
    },
  };
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new BackendFault('malformed', `${file} is not UTF-8: save it as such.`);
  }
}
