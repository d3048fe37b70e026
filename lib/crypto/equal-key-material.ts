// Whether another key of the configuration is the master key in disguise.

import { deriveKey } from './hkdf';
import { KEK_INFO, type MasterKeyInput } from './master-key-input';
import { areEqual, sha256 } from './secret-compare';
import { decodeBase64Url, decodeHex } from './strict-decode';

/**
 * Whether `otherText` is the master key itself, its hex or base64 form in any spelling, or
 * derived from it: its key material, KEK or plain SHA-256. Where it is, one leak of that lesser
 * key would open every secret.
 */
export async function equalKeyMaterial(
  input: MasterKeyInput,
  otherText: string,
  installationId: string,
): Promise<boolean> {
  const others = readings(otherText);
  const given = input.use((bytes) =>
    input.mode === 'passphrase'
      ? readings(Buffer.from(bytes).toString('utf8'))
      : [Uint8Array.from(bytes)],
  );
  if (overlap(others, [...given, ...given.map(sha256)])) return true;
  const material = await input.keyMaterial(installationId);
  const kek = deriveKey(material, installationId, KEK_INFO);
  return overlap(others, [material, sha256(material), kek]);
}

/** Whether two texts are one key in some spelling, or the SHA-256 of the other. */
export function shareKeyMaterial(one: string, other: string): boolean {
  const [left, right] = [readings(one), readings(other)];
  return overlap(left, [...right, ...right.map(sha256)]) || overlap(left.map(sha256), right);
}

/** Every run of bytes that one text can stand for; white space around it is not part of a key. */
function readings(text: string): Uint8Array[] {
  const trimmed = text.trim();
  const base64 = trimmed.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
  return [
    Buffer.from(text),
    Buffer.from(trimmed),
    decodeHex(trimmed),
    decodeBase64Url(base64),
  ].filter((bytes): bytes is Buffer<ArrayBuffer> | Uint8Array<ArrayBuffer> => !!bytes?.byteLength);
}

function overlap(left: readonly Uint8Array[], right: readonly Uint8Array[]): boolean {
  return left.some((a) => right.some((b) => areEqual(a, b)));
}
