// The network address a request came from, as far as it can be trusted.

import 'server-only';
import { isIPv6 } from 'node:net';
import type { Env } from '@/lib/env';

/** Set by the server of `scripts/start` on every request, over whatever was sent under that name. */
export const PEER_HEADER = 'x-keystow-peer';

/**
 * The other end of the socket or, with TRUST_PROXY, the right-most entry of X-Forwarded-For, which the
 * proxy in front has written: those left of it are the client's own words. IPv6 counts by its /64,
 * because one customer has all of it.
 */
export function addressOfRequest(env: Pick<Env, 'trustProxy'>, headers: Headers): string {
  const peer = headers.get(PEER_HEADER) ?? 'unknown';
  if (!env.trustProxy) return networkOf(peer);
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return networkOf(last || peer);
}

function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  // One machine, whichever of its own two addresses it was called by.
  if (plain === '::1') return '127.0.0.1';
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((one) => one.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
