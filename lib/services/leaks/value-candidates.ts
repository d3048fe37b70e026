// What a pasted text may have been meant as: it is taken as it is, and out of the line it stood in.

import 'server-only';
import { MATCH_BYTES_MIN } from '@/lib/domain/leak';
import { Plaintext } from '@/lib/domain/plaintext';

const ASSIGNED = /^(?:export\s+)?[A-Za-z_][\w.-]*\s*[=:]\s*(.+)$/su;
const QUOTED = /^(["'`])(.+)\1[,;]?$/su;

/**
 * At most four, of at least eight bytes each, each once: the exact bytes, the text without blanks around it, without
 * quotes around that, and what follows `NAME=` or `NAME: `.
 */
export function valueCandidates(plaintext: Plaintext): Plaintext[] {
  const text = plaintext.use((bytes) => {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  });
  const trimmed = text.trim();
  const assigned = ASSIGNED.exec(trimmed)?.[1];
  const others = new Set([trimmed, unquoted(trimmed), ...(assigned ? [unquoted(assigned)] : [])]);
  others.delete(text);
  return [plaintext, ...[...others].map((one) => Plaintext.fromText(one))].filter(
    ({ byteLength }) => byteLength >= MATCH_BYTES_MIN,
  );
}

function unquoted(text: string): string {
  return QUOTED.exec(text)?.[2] ?? text;
}
