import { describe, expect, it } from 'vitest';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { valueAad } from './aad';
import { auditHeadMac } from './audit-head';
import {
  RING_PURPOSES,
  newDataKey,
  unwrapDataKey,
  wrapDataKey,
  type RingPurpose,
} from './data-key';
import { keyIdOf, keyIdOfUuid } from './envelope';
import { displayTag, matchTag } from './fingerprint';
import { OpenError } from './open-error';
import { newRootKey } from './root-key';
import { openValue, sealValue } from './value';

const installationId = newUuid();
const root = newRootKey(newUuid());
const keyFor = (purpose: RingPurpose) =>
  newDataKey({ id: newUuid(), ownerId: newUuid(), purpose, rootId: root.id });

describe('a wrapped data key', () => {
  it.each(RING_PURPOSES)('comes back as it was, for a %s ring', (purpose) => {
    const key = keyFor(purpose);
    const wrapped = wrapDataKey(root, key, installationId);
    const again = unwrapDataKey(root, { ...key, wrapped }, installationId);
    expect({ ...again }).toEqual({ ...key });
    expect(Buffer.compare(again.bytes, key.bytes)).toBe(0);
    expect(keyIdOf(wrapped)).toBe(keyIdOfUuid(root.id));
  });

  it('does not open with another root, nor with other bytes under the id of its root', () => {
    const key = keyFor('value');
    const row = { ...key, wrapped: wrapDataKey(root, key, installationId) };
    for (const other of [newRootKey(newUuid()), newRootKey(root.id)]) {
      expect(() => unwrapDataKey(other, row, installationId)).toThrow(OpenError);
    }
  });

  it('is not made under a root that it does not name', () => {
    expect(() => wrapDataKey(newRootKey(newUuid()), keyFor('value'), installationId)).toThrow(
      TypeError,
    );
  });

  it('does not open when cut or extended', () => {
    const key = keyFor('value');
    const wrapped = wrapDataKey(root, key, installationId);
    for (const damaged of [
      wrapped.subarray(1),
      wrapped.subarray(0, -1),
      Buffer.concat([wrapped, wrapped]),
    ]) {
      expect(() => unwrapDataKey(root, { ...key, wrapped: damaged }, installationId)).toThrow(
        OpenError,
      );
    }
  });
});

describe('a key serves its own ring and no other', () => {
  const plaintext = Plaintext.fromText('value');
  const aad = valueAad({
    installationId,
    organizationId: newUuid(),
    scopeId: newUuid(),
    secretId: newUuid(),
    version: 1,
    name: 'A',
    format: 'utf8',
  });
  const uses: Partial<Record<RingPurpose, (key: ReturnType<typeof keyFor>) => unknown>> = {
    value: (key) => openValue(key, aad, sealValue(key, aad, plaintext)),
    match: (key) => matchTag(key, plaintext),
    display: (key) => displayTag(key, newUuid(), 1, plaintext),
    'audit-mac': (key) => auditHeadMac(key, newUuid(), 0n, new Uint8Array(0)),
  };

  it.each(RING_PURPOSES)('a %s key', (purpose) => {
    for (const [served, use] of Object.entries(uses)) {
      if (served === purpose) expect(() => use(keyFor(purpose))).not.toThrow();
      else expect(() => use(keyFor(purpose))).toThrow(TypeError);
    }
  });
});
