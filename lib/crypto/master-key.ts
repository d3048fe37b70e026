// The operator's master key: what is derived from it, and the root key wrapped under it.

import { Plaintext } from '@/lib/domain/plaintext';
import { rootKeyAad } from './aad';
import { PURPOSE, open, seal } from './envelope';
import { HiddenKey } from './hidden-key';
import { deriveKey } from './hkdf';
import { KEK_INFO, type MasterKeyInput, developmentMasterKey } from './master-key-input';
import { type RootKey, rootKeyFromBytes } from './root-key';
import type { Sealed } from './sealed';
import { areEqual } from './secret-compare';
import { encodeHex } from './strict-decode';

export { equalKeyMaterial } from './equal-key-material';
export {
  MasterKeyInput,
  type MasterKeyRefusal,
  MasterKeyRefused,
  developmentMasterKey,
  readMasterKey,
  readMasterKeyLeniently,
} from './master-key-input';

const FINGERPRINT_BYTES = 8;
const KEY_ID_BYTES = 16;

/** `fingerprint` is `mk_` and 16 hex digits, `keyId` 32 hex digits, `kek` the 32 bytes that wrap. */
export interface MasterKey {
  readonly fingerprint: string;
  readonly keyId: string;
  readonly kek: Uint8Array;
}

class HiddenMasterKey extends HiddenKey implements MasterKey {
  constructor(
    readonly fingerprint: string,
    readonly keyId: string,
    kek: Uint8Array,
  ) {
    super(kek);
  }

  get kek(): Uint8Array {
    return this.bytes;
  }
}

/** The key encryption key of this installation (HKDF-SHA256 with its id as salt) and its names. */
export async function deriveMasterKey(
  input: MasterKeyInput,
  installationId: string,
): Promise<MasterKey> {
  const material = await input.keyMaterial(installationId);
  const name = deriveKey(material, '', 'keystow/fingerprint/v1');
  return new HiddenMasterKey(
    fingerprintOf(name),
    encodeHex(name.subarray(0, KEY_ID_BYTES)),
    deriveKey(material, installationId, KEK_INFO),
  );
}

/** Whether this is the published development key, also where it was typed in as 64 hex digits. */
export function isDevelopmentKey(input: MasterKeyInput): boolean {
  if (input.mode === 'development') return true;
  return input.use((given) => developmentMasterKey().use((known) => areEqual(given, known)));
}

/** The fingerprint of the development key, the same everywhere, by which a database made with it is known. */
export function developmentFingerprint(): string {
  return developmentMasterKey().use((material) =>
    fingerprintOf(deriveKey(material, '', 'keystow/fingerprint/v1')),
  );
}

/** Seals the root key under the master key, bound to the root's id and the master's fingerprint. */
export function wrapRootKey(master: MasterKey, root: RootKey, installationId: string): Sealed {
  const aad = rootKeyAad({
    installationId,
    rootId: root.id,
    masterFingerprint: master.fingerprint,
  });
  const plaintext = Plaintext.fromBytes(Uint8Array.from(root.bytes));
  return seal(envelopeKey(master), PURPOSE.rootKey, aad, plaintext);
}

/** The root key out of its wrap. Throws an `OpenError`: the wrap is another key's, or was tampered with. */
export function unwrapRootKey(
  master: MasterKey,
  rootId: string,
  envelope: Uint8Array,
  installationId: string,
): RootKey {
  const aad = rootKeyAad({ installationId, rootId, masterFingerprint: master.fingerprint });
  return open(envelopeKey(master), PURPOSE.rootKey, aad, envelope).use((bytes) =>
    rootKeyFromBytes(rootId, Uint8Array.from(bytes)),
  );
}

function fingerprintOf(name: Uint8Array): string {
  return `mk_${encodeHex(name.subarray(0, FINGERPRINT_BYTES))}`;
}

function envelopeKey(master: MasterKey) {
  return { id: master.keyId, bytes: master.kek };
}
