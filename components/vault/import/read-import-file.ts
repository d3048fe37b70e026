// Takes the text out of a file that was chosen or dropped, for the form and nothing else.

import { IMPORT_BYTES_MAX } from '@/lib/domain/import/import-limits';

export type FileText =
  | { readonly text: string; readonly refusal?: undefined }
  | { readonly text?: undefined; readonly refusal: string };

/** Refuses what is over 1 MiB or no UTF-8: nothing is altered on the way. */
export async function readImportFile(file: File): Promise<FileText> {
  if (file.size > IMPORT_BYTES_MAX) {
    return { refusal: `${file.name} is larger than 1 MiB. Import it in parts.` };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()) };
  } catch {
    return { refusal: `${file.name} cannot be read as UTF-8 text.` };
  }
}
