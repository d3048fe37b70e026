// One hash over files and folders: equal when no name and no byte of them differs.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * SHA-256 in hex over the paths (sorted) and contents of what `roots` name; what is missing counts as
 * empty. `skip` leaves out a file or a whole folder by its path with forward slashes.
 * @param {readonly string[]} roots
 * @param {(relative: string) => boolean} [skip]
 */
export function contentHash(roots, skip = () => false) {
  const hash = createHash('sha256');
  for (const file of roots.flatMap((root) => filesUnder(root, skip)).sort()) {
    const bytes = readFileSync(file);
    hash.update(`${file}\0${bytes.byteLength}\0`).update(bytes);
  }
  return hash.digest('hex');
}

function filesUnder(entry, skip) {
  const relative = entry.split(path.sep).join('/');
  const found = statSync(entry, { throwIfNoEntry: false });
  if (!found || skip(relative)) return [];
  if (!found.isDirectory()) return [relative];
  return readdirSync(entry).flatMap((name) => filesUnder(path.join(entry, name), skip));
}

/** The text of a marker file, or null when there is none. */
export function readMarker(file) {
  return statSync(file, { throwIfNoEntry: false }) ? readFileSync(file, 'utf8') : null;
}
