// The text of a submitted import: many values at once, so it goes to the parser and nowhere else.

import 'server-only';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';

/** Throws 400 where the form has no such field, 422 where it is empty. */
export function readImportText(form: FormData): string {
  const entry = form.get('text');
  if (typeof entry !== 'string') throw new KeystowError('invalid_shape');
  if (entry.trim() === '') {
    throw ruleBroken('/text', 'import_empty', 'Paste the lines, or choose a file.');
  }
  return entry;
}
