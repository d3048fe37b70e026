// What a chosen file is, before it is sealed: its size, and whether it is text or binary.

import { VALUE_BYTES_MAX } from '@/lib/domain/secret-value';

export interface FileFacts {
  readonly name: string;
  readonly bytes: number;
  readonly kind: 'text' | 'binary' | 'empty' | 'too_large';
}

/** Text is UTF-8 without NUL, as the server judges it. Nothing of the content is kept. */
export async function readFileFacts(file: File): Promise<FileFacts> {
  const { name, size: bytes } = file;
  if (bytes === 0) return { name, bytes, kind: 'empty' };
  if (bytes > VALUE_BYTES_MAX) return { name, bytes, kind: 'too_large' };
  return { name, bytes, kind: isText(await file.arrayBuffer()) ? 'text' : 'binary' };
}

function isText(bytes: ArrayBuffer): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}

const EXACT_BYTES_MAX = 100_000;

/** `65,537 bytes`, `2.4 MiB`: to the byte where the bound is near. */
export function fileSize(bytes: number): string {
  if (bytes > EXACT_BYTES_MAX) return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  return bytes === 1 ? '1 byte' : `${bytes.toLocaleString('en-US')} bytes`;
}

export const FILE_WORD: Readonly<Record<FileFacts['kind'], string>> = {
  text: 'Text, sealed byte for byte.',
  binary:
    'Binary, sealed byte for byte. As an environment variable it is base64; as a file it is itself.',
  empty: 'The file is empty. A value has at least one byte.',
  too_large: 'A value may hold at most 64 KiB. Keep larger files elsewhere, and their key here.',
};

/** What is wrong with the file of a form whose `source` is `file`, for its field; null when it will do. */
export function fileFault(form: FormData): string | null {
  const file = form.get('valueFile');
  if (!(file instanceof File) || (file.size === 0 && file.name === '')) return 'Choose a file.';
  if (file.size === 0) return FILE_WORD.empty;
  return file.size > VALUE_BYTES_MAX ? FILE_WORD.too_large : null;
}
