// The seal on the head of an audit chain, by which a writer knows the frontier it is about to extend.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { joinBytes } from './byte-join';
import { type DataKey, requirePurpose } from './data-key';

const LABEL = 'keystow/audit-head/v1';

/** `chainId` is the organization, or the installation; `size` counts its events. */
export interface AuditHead {
  readonly chainId: string;
  readonly size: bigint;
  readonly frontier: Uint8Array;
}

/**
 * HMAC-SHA256(audit key, label || chain || size in decimal || frontier), 32 bytes, where every
 * part after the label carries its u32be length.
 */
export function auditHeadMac(
  key: DataKey,
  chainId: string,
  size: bigint,
  frontier: Uint8Array,
): Uint8Array<ArrayBuffer> {
  requirePurpose(key, 'audit-mac');
  const mac = createHmac('sha256', key.bytes);
  mac.update(LABEL).update(joinBytes([chainId, String(size), frontier]));
  return Uint8Array.from(mac.digest());
}

/** Whether the head row is as its last writer left it. Compares in constant time. */
export function auditHeadIsIntact(
  key: DataKey,
  head: AuditHead & { readonly mac: Uint8Array },
): boolean {
  const expected = auditHeadMac(key, head.chainId, head.size, head.frontier);
  return head.mac.byteLength === expected.byteLength && timingSafeEqual(head.mac, expected);
}
