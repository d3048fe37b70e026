// A mounted folder that the operator lends, with one file for each name, as orchestrators mount secrets.

import { readdir } from 'node:fs/promises';
import path from 'node:path';
import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import { VALUE_BYTES_MAX } from '@/lib/domain/secret-value';
import { isOwnName } from '@/lib/env';
import { isWithin, lentPath, readReal, ownName, realPathOf, refuseOwnFile } from './lent-path';
import type { LentPaths } from './lent-path';
import type { NameSource } from './name-source';

/** A line end that an editor put behind the value. */
const LINE_END_BYTES_MAX = 2;
const [LF, CR] = [0x0a, 0x0d];

/** One line end behind a value is taken off. */
export function readFolder(folder: string, lent: LentPaths): NameSource {
  return {
    place: `the folder ${folder}`,
    names: async () => {
      const root = await lentPath(folder, lent);
      const entries = await readdir(root, { withFileTypes: true }).catch(() => {
        throw new BackendFault('absent', `${folder} is no folder that the console may list.`);
      });
      return entries
        .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
        .map(({ name }) => name)
        .filter((name) => !isOwnName(name));
    },
    look: () => async (name) => {
      if (isOwnName(name)) throw ownName(name);
      const root = await lentPath(folder, lent);
      const real = await realPathOf(path.join(root, name));
      if (real === null) return null;
      if (!isWithin(real, root)) {
        throw new BackendFault(
          'denied',
          `${name} leads out of ${folder}: put the file itself there.`,
        );
      }
      await refuseOwnFile(name, real, lent);
      const file = await readReal(real, VALUE_BYTES_MAX + LINE_END_BYTES_MAX);
      return file && { bytes: withoutLineEnd(file.bytes), at: file.at };
    },
  };
}

function withoutLineEnd(bytes: Uint8Array): Uint8Array {
  if (bytes.at(-1) !== LF) return bytes;
  return bytes.subarray(0, bytes.at(-2) === CR ? -2 : -1);
}
