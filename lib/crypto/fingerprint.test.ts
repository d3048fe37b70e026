import { expect, it } from 'vitest';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { newDataKey } from './data-key';
import { displayTag, matchTag } from './fingerprint';

const place = { ownerId: newUuid(), rootId: newUuid() };
const match = newDataKey({ ...place, id: newUuid(), purpose: 'match' });
const display = newDataKey({ ...place, id: newUuid(), purpose: 'display' });
const value = Plaintext.fromText('correct horse');
const secretId = newUuid();
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

it('equal values have one match tag of 32 bytes, unlike values have unlike ones', () => {
  expect(matchTag(match, value)).toEqual(matchTag(match, Plaintext.fromText('correct horse')));
  expect(matchTag(match, value).byteLength).toBe(32);
  expect(matchTag(match, value)).not.toEqual(matchTag(match, Plaintext.fromText('correct horsE')));
});

it('the tags of two organizations cannot be compared', () => {
  const other = newDataKey({ ...place, id: newUuid(), purpose: 'match' });
  expect(matchTag(other, value)).not.toEqual(matchTag(match, value));
});

it('the shown fingerprint of one value differs for every secret and every version', () => {
  const shown = [
    displayTag(display, secretId, 1, value),
    displayTag(display, secretId, 2, value),
    displayTag(display, newUuid(), 1, value),
  ].map(hex);
  expect(new Set(shown).size).toBe(3);
  for (const tag of shown) expect(tag).toMatch(/^[0-9a-f]{16}$/);
  expect(hex(displayTag(display, secretId, 1, value))).toBe(shown[0]);
});

it('version and value cannot be traded for each other', () => {
  const one = displayTag(display, secretId, 1, Plaintext.fromText('2x'));
  const other = displayTag(display, secretId, 12, Plaintext.fromText('x'));
  expect(one).not.toEqual(other);
});
