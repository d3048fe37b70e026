// The value that a command is given: on standard input or at a hidden prompt, never among its arguments.

import type { Plaintext } from '@/lib/domain/plaintext';
import type { SecretType } from '@/lib/domain/secret-kinds';
import { TYPE_RULES } from '@/lib/domain/secret-types';
import { UsageRefused } from '../command-refused';
import { readSecret, readSecretBytes } from '../read-secret';
import type { Terminal } from '../terminal';

const AS_BYTES = 'With --binary the bytes are stored as they are.';

export interface GivenOptions {
  readonly binary?: boolean;
  readonly parts?: boolean;
}

/** From standard input or a hidden prompt, as a put takes it; parts as one JSON object. */
export async function givenValue(
  terminal: Terminal,
  key: string,
  options: GivenOptions & { readonly type?: SecretType },
): Promise<object> {
  if (options.binary) return { valueBase64: textOf(await readSecretBytes(terminal), 'base64') };
  const value = await readSecret(terminal, `Give the value of ${key}.`, AS_BYTES);
  return { value: valueOf(options, value) };
}

interface ValueKind {
  readonly type?: SecretType;
  readonly parts?: boolean;
}

/** Parts as an object, where the type has any. Throws UsageRefused, which quotes nothing. */
function valueOf({ type, parts: inParts }: ValueKind, value: Plaintext): string | object {
  const text = textOf(value, 'utf8');
  const named = (type && TYPE_RULES[type].parts) ?? null;
  if (!inParts && named === null) return text;
  try {
    const parts: unknown = JSON.parse(text);
    if (typeof parts === 'object' && parts !== null && !Array.isArray(parts)) return parts;
  } catch {
    // Said below, without the text that the parser would quote.
  }
  const names = named ? `: ${named.map(({ name }) => name).join(', ')}` : '';
  throw new UsageRefused(`Give the parts${type ? ` of ${type}` : ''} as one JSON object${names}.`);
}

function textOf(value: Plaintext, encoding: 'utf8' | 'base64'): string {
  return value.use((bytes) => Buffer.from(bytes).toString(encoding));
}
