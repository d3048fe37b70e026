import { expect, it } from 'vitest';
import { newUuid } from '@/lib/domain/ids';
import { newRootKey, opensCheck, rootKeyFromBytes, sealCheck } from './root-key';

const installationId = newUuid();
const root = newRootKey(newUuid());
const check = sealCheck(root, installationId);

it('the check opens with its own root in its own installation', () => {
  expect(opensCheck(root, installationId, check)).toBe(true);
});

it('the check does not open with another root, also under the same id', () => {
  expect(opensCheck(newRootKey(newUuid()), installationId, check)).toBe(false);
  expect(opensCheck(newRootKey(root.id), installationId, check)).toBe(false);
});

it('the check does not open with the same bytes under another id', () => {
  const renamed = rootKeyFromBytes(newUuid(), root.bytes);
  expect(opensCheck(renamed, installationId, check)).toBe(false);
});

it('the check does not open in another installation, cut, or where there is none', () => {
  expect(opensCheck(root, newUuid(), check)).toBe(false);
  expect(opensCheck(root, installationId, check.subarray(0, -1))).toBe(false);
  expect(opensCheck(root, installationId, new Uint8Array(0))).toBe(false);
});

it('no two new root keys are alike', () => {
  expect(newRootKey(root.id).bytes).not.toEqual(root.bytes);
});
