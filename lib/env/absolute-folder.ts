// Folders as the operator names them, from the working folder.

import path from 'node:path';

/** The comment keeps the build from taking every file of the project for a part of the program. */
export function absoluteFolder(folder: string): string {
  return path.resolve(/* turbopackIgnore: true */ folder);
}
