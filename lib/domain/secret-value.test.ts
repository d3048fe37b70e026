import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeystowError } from './errors';
import type { Plaintext } from './plaintext';
import { readValueBase64, readValueBytes, readValueText } from './secret-value';

interface Row {
  n: string;
  b64?: string;
  gen?: string;
  json?: string;
}

const file = join(process.env['VECTORS_DIR'] ?? '../shared/vectors', 'own/secret_values.json');
const vectors = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as { ok: Row[]; reject: Row[] })
  : { ok: [], reject: [] };
if (vectors.ok.length === 0) process.stderr.write('vectors not found, skipped\n');

const bytesOf = (value: Plaintext) => value.use((bytes) => Buffer.from(bytes));

function codeOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return (error as KeystowError).code;
  }
  return 'accepted';
}

describe('values', () => {
  it('keeps every acceptable value byte for byte', () => {
    for (const row of vectors.ok) {
      const bytes = Buffer.from(row.b64!, 'base64');
      expect(bytesOf(readValueBytes(bytes)).equals(bytes), row.n).toBe(true);
    }
  });

  it('refuses every unacceptable value', () => {
    for (const row of vectors.reject) {
      const refused = row.json
        ? codeOf(() => readValueText(JSON.parse(row.json!) as string))
        : codeOf(() =>
            readValueBytes(row.gen ? Buffer.alloc(65_537, 'a') : Buffer.from(row.b64!, 'base64')),
          );
      expect(refused, row.n).not.toBe('accepted');
    }
  });

  it.each([
    ['', 'rule_broken'],
    ['a\0b', 'rule_broken'],
    ['a\ud800', 'malformed_request'],
    ['a'.repeat(65_537), 'too_large'],
    ['\u00e9'.repeat(32_768), 'accepted'],
    ['\u00e9'.repeat(32_769), 'too_large'],
  ])('answers a text by its rule', (text, code) => {
    expect(codeOf(() => readValueText(text))).toBe(code);
  });

  it('takes any bytes as canonical base64 only', () => {
    expect(bytesOf(readValueBase64('AP8=')).equals(Buffer.from([0, 255]))).toBe(true);
    for (const text of ['AP8', 'AP9=', 'AP8= ', 'A_8=', '====', 'AP8=\n', '']) {
      expect(
        codeOf(() => readValueBase64(text)),
        text,
      ).toBe('rule_broken');
    }
  });
});
