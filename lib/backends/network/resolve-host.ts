// The addresses of a host that may be reached, for a connection that looks nothing up by itself.

import type { LookupAddress } from 'node:dns';
import 'server-only';
import { type AddressRules, mayBePrivate } from './allowed-address';
import { checkedLookup } from './checked-lookup';
import { connectionFault } from './guarded-agents';

/**
 * In the order in which they are to be tried. Throws `denied` where one of them is private and the operator
 * has not named the host, `unreachable` for a name that stands for nothing.
 */
export async function resolveHost(
  service: string,
  host: string,
  rules: AddressRules,
  port: number,
): Promise<string[]> {
  const lookup = checkedLookup(mayBePrivate(host, rules, port));
  try {
    return await new Promise<string[]>((resolve, reject) => {
      lookup(host, { all: true }, (error, found) => {
        if (error) return reject(error);
        resolve((found as LookupAddress[]).map(({ address }) => address));
      });
    });
  } catch (error) {
    throw connectionFault(service, host, error);
  }
}
