// Which network addresses the console may reach on somebody's behalf: public ones, and those the operator has named.

import { BlockList, isIP } from 'node:net';
import 'server-only';

/** Where clouds answer with credentials, this host as a whole, and groups of hosts. */
const NEVER_IPV4 = [
  ['169.254.0.0', 16],
  ['0.0.0.0', 8],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['192.0.0.192', 32],
  ['224.0.0.0', 4],
] as const;

/** No setting opens these, nor what a NAT64 (RFC 6052) makes of them. */
const NEVER = blockList([
  ...NEVER_IPV4,
  ...NEVER_IPV4.map(([net, prefix]) => [`64:ff9b::${net}`, 96 + prefix] as const),
  ['fe80::', 10],
  ['fd00:ec2::', 32],
  ['fd20:ce::254', 128],
  ['::', 128],
  ['ff00::', 8],
]);

/** RFC 6890 and RFC 8190: not reachable from elsewhere, or standing for what is. */
const PRIVATE = blockList([
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['240.0.0.0', 4],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fec0::', 10],
]);

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;

export interface AddressRules {
  readonly production: boolean;
  /** What the operator has named, in lower case: hosts, or `host:port` for that port alone. */
  readonly privateHosts: readonly string[];
}

/**
 * Whether what that host resolves to may be private, and may be spoken to without TLS. Without a port: at
 * any of its ports, for whoever has looked at the port before.
 */
export function mayBePrivate(
  host: string,
  { production, privateHosts }: AddressRules,
  port?: number,
): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const named = privateHosts.map(namedHost).filter((one) => one.name === name);
  const fits = named.some((one) => one.port === null || port === undefined || one.port === port);
  return fits || (!production && LOOPBACK.test(name));
}

/** `host`, `host:port`, `[IPv6]:port`, or an IPv6 address alone. */
const HOST_AND_PORT = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/;

function namedHost(text: string): { readonly name: string; readonly port: number | null } {
  const [, ipv6, name, port] = HOST_AND_PORT.exec(text) ?? [];
  if (port === undefined) return { name: text.replace(/^\[(.*)\]$/, '$1'), port: null };
  return { name: (ipv6 ?? name)!, port: Number(port) };
}

export function portOf({ port, protocol }: Pick<URL, 'port' | 'protocol'>): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** `address` is an IP address; anything else is not allowed. */
export function isAllowedAddress(address: string, privateToo: boolean): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const type = family === 6 ? 'ipv6' : 'ipv4';
  return !NEVER.check(address, type) && (privateToo || !PRIVATE.check(address, type));
}

function blockList(subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) {
    list.addSubnet(net, prefix, isIP(net) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
