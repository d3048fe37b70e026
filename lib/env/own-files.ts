// The files that this process reads its own secrets from, so that no connector hands them out.

import path from 'node:path';

type Variables = Readonly<Record<string, string | undefined>>;

/** Their names in the working folder, the narrower first, as Next reads them. */
const DOTENV_FILES = ['production', 'development', 'test']
  .flatMap((mode) => [`.env.${mode}.local`, `.env.${mode}`])
  .concat('.env.local', '.env');

/** Those of clouds' libraries; all others end in `_FILE`. */
const OTHERS = ['GOOGLE_APPLICATION_CREDENTIALS', 'AWS_SHARED_CREDENTIALS_FILE'];

/** Absolute paths, whether anything is there or not. */
export function ownFilesOf(variables: Variables, folder: string): string[] {
  const named = Object.entries(variables).flatMap(([name, file]) =>
    file && (name.endsWith('_FILE') || OTHERS.includes(name)) ? [file] : [],
  );
  return [...DOTENV_FILES, ...named].map((file) =>
    path.resolve(/* turbopackIgnore: true */ folder, file),
  );
}
