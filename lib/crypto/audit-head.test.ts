import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { newUuid } from '@/lib/domain/ids';
import { auditHeadIsIntact, auditHeadMac } from './audit-head';
import { newDataKey } from './data-key';

const place = { ownerId: newUuid(), rootId: newUuid(), purpose: 'audit-mac' as const };
const key = newDataKey({ ...place, id: newUuid() });
const head = { chainId: newUuid(), size: 5n, frontier: randomBytes(64) };
const mac = auditHeadMac(key, head.chainId, head.size, head.frontier);

it('a head as its last writer left it is intact', () => {
  expect(auditHeadIsIntact(key, { ...head, mac })).toBe(true);
});

it('a head with any field changed is not intact', () => {
  const changed = [
    { chainId: newUuid() },
    { size: 4n },
    { size: 6n },
    { frontier: head.frontier.subarray(0, 32) },
    { frontier: randomBytes(64) },
    { frontier: new Uint8Array(0) },
    { mac: new Uint8Array(0) },
    { mac: mac.subarray(1) },
    { mac: new Uint8Array(32) },
  ];
  for (const change of changed) {
    expect(auditHeadIsIntact(key, { ...head, mac, ...change })).toBe(false);
  }
});

it('a head is not intact under another key', () => {
  expect(auditHeadIsIntact(newDataKey({ ...place, id: newUuid() }), { ...head, mac })).toBe(false);
});

it('chain, size and frontier cannot be traded for each other', () => {
  const one = auditHeadMac(key, 'a', 11n, Buffer.from('2'));
  expect(auditHeadMac(key, 'a', 1n, Buffer.from('12'))).not.toEqual(one);
  expect(auditHeadMac(key, 'a1', 1n, Buffer.from('2'))).not.toEqual(one);
});
