// Which keys database connections are under: what the operator's variables and the generated file say, in order.

import type { FernetKeys } from './fernet';
import { FernetKey, readFernetKey } from './fernet-key';
import { sha256 } from './secret-compare';

/** Texts of the variables of the same names; undefined where one is not set. */
export interface InstanceKeySettings {
  readonly instanceEncryptionKey?: string | undefined;
  readonly instanceEncryptionKeyPrevious?: string | undefined;
  readonly secretKey?: string | undefined;
  readonly secretKeyPrevious?: string | undefined;
}

/** Where the key that seals is from. */
export type InstanceKeySource = 'INSTANCE_ENCRYPTION_KEY' | 'SECRET_KEY' | 'config/instance.key';

export interface InstanceKeys {
  readonly keys: FernetKeys;
  readonly source: InstanceKeySource;
  /** True where the key that seals is only a hash of `SECRET_KEY`: the operator is to be warned. */
  readonly derived: boolean;
}

type Place = 'INSTANCE_ENCRYPTION_KEY' | 'INSTANCE_ENCRYPTION_KEY_PREVIOUS' | 'config/instance.key';

/** A place that holds something else than a key. Names it, and never what it holds. */
export class InstanceKeyRefused extends Error {
  readonly code = 'instance_key_refused';

  constructor(readonly place: Place) {
    super(`${place}: expected 32 bytes in base64url with padding, 44 characters.`);
    this.name = 'InstanceKeyRefused';
  }
}

/**
 * The keys to seal and open with, `generated` being the text of `config/instance.key` where there is one.
 * Null where no key may seal, so that one has to be generated. Throws an `InstanceKeyRefused`.
 */
export function selectInstanceKeys(
  settings: InstanceKeySettings,
  generated: string | null = null,
): InstanceKeys | null {
  const own = readKey('INSTANCE_ENCRYPTION_KEY', settings.instanceEncryptionKey);
  const derived = settings.secretKey ? deriveInstanceKey(settings.secretKey) : null;
  const file = readKey('config/instance.key', generated);
  const sources = {
    INSTANCE_ENCRYPTION_KEY: own,
    SECRET_KEY: derived,
    'config/instance.key': file,
  };
  const found = Object.entries(sources).filter(([, key]) => key !== null);
  const [source, first] = (found[0] ?? []) as [InstanceKeySource?, FernetKey?];
  if (!source || !first) return null;
  // Whoever takes a better place for his key still opens what was sealed from the place before.
  const opening = [
    readKey('INSTANCE_ENCRYPTION_KEY_PREVIOUS', settings.instanceEncryptionKeyPrevious),
    ...found.slice(1).map(([, key]) => key),
    settings.secretKeyPrevious ? deriveInstanceKey(settings.secretKeyPrevious) : null,
  ].filter((key) => key !== null);
  return { keys: [first, ...opening], source, derived: first === derived };
}

/** SHA-256 of the text's UTF-8 bytes: written in base64url, it is the key for other implementations too. */
export function deriveInstanceKey(secretKey: string): FernetKey {
  return new FernetKey(sha256(Buffer.from(secretKey, 'utf8')));
}

function readKey(place: Place, text: string | null | undefined): FernetKey | null {
  if (!text) return null;
  const key = readFernetKey(text.trim());
  if (!key) throw new InstanceKeyRefused(place);
  return key;
}
