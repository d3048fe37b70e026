import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newFernetKeyText, readFernetKey } from './fernet-key';
import { InstanceKeyRefused, selectInstanceKeys } from './instance-keys';

const [own, previous, file] = [newFernetKeyText(), newFernetKeyText(), newFernetKeyText()];
const [secret, older] = [
  'a secret key of forty characters, or more',
  'ein älterer geheimer Schlüssel',
];

/** What another implementation would be given as its key. */
const derived = (text: string) =>
  `${createHash('sha256').update(text, 'utf8').digest('base64url')}=`;

function select(...given: Parameters<typeof selectInstanceKeys>) {
  const found = selectInstanceKeys(...given);
  const texts = [own, previous, file, derived(secret), derived(older)];
  const known = new Map(texts.map((text) => [readFernetKey(text)!.fingerprint, text]));
  return found && { ...found, keys: found.keys.map((key) => known.get(key.fingerprint)) };
}

describe('the keys of database connections', () => {
  it('INSTANCE_ENCRYPTION_KEY seals, the previous one opens', () => {
    expect(select({ instanceEncryptionKey: own, instanceEncryptionKeyPrevious: previous })).toEqual(
      { keys: [own, previous], source: 'INSTANCE_ENCRYPTION_KEY', derived: false },
    );
  });

  it('SHA-256 of SECRET_KEY seals where that is absent, which is worth a warning', () => {
    expect(select({ secretKey: secret, secretKeyPrevious: older })).toEqual({
      keys: [derived(secret), derived(older)],
      source: 'SECRET_KEY',
      derived: true,
    });
  });

  it('what was sealed under SECRET_KEY, or the generated key, opens after the operator sets a key', () => {
    expect(
      select({ instanceEncryptionKey: own, secretKey: secret, secretKeyPrevious: older }, file),
    ).toEqual({
      keys: [own, derived(secret), file, derived(older)],
      source: 'INSTANCE_ENCRYPTION_KEY',
      derived: false,
    });
  });

  it('the generated key seals where there is no other, and with none of them one has to be made', () => {
    const settings = { instanceEncryptionKeyPrevious: previous, secretKeyPrevious: older };
    expect(select(settings)).toBeNull();
    expect(select({})).toBeNull();
    expect(select(settings, file)).toEqual({
      keys: [file, previous, derived(older)],
      source: 'config/instance.key',
      derived: false,
    });
  });

  it('an empty variable counts as unset, and a line break behind a key is not part of it', () => {
    expect(select({ instanceEncryptionKey: '', secretKey: '' })).toBeNull();
    expect(select({}, `${file}\n`)?.keys).toEqual([file]);
  });

  it('a place that holds something else is named, and what it holds is not', () => {
    const wrong = 'not a key of thirty-two bytes';
    const cases = [
      ['INSTANCE_ENCRYPTION_KEY', () => selectInstanceKeys({ instanceEncryptionKey: wrong })],
      [
        'INSTANCE_ENCRYPTION_KEY_PREVIOUS',
        () => selectInstanceKeys({ secretKey: secret, instanceEncryptionKeyPrevious: wrong }),
      ],
      ['config/instance.key', () => selectInstanceKeys({}, wrong)],
    ] as const;
    for (const [place, choose] of cases) {
      expect(choose).toThrow(InstanceKeyRefused);
      expect(choose).toThrow(
        `${place}: expected 32 bytes in base64url with padding, 44 characters.`,
      );
    }
  });
});
