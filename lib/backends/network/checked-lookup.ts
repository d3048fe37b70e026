// Looks a name up and refuses what it stands for where that is not to be reached, so that nothing comes in between.

import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import 'server-only';
import { isAllowedAddress } from './allowed-address';

/** Thrown where a name stands for an address that is not to be reached. */
export class AddressRefused extends Error {}

/** For a socket's `lookup`. Every address that a name has must be allowed, so that none is chosen in between. */
export function checkedLookup(privateToo: boolean): LookupFunction {
  return (host, options, answer) => {
    lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return answer(error, '', 0);
      const refused = addresses.some(({ address }) => !isAllowedAddress(address, privateToo));
      const [first] = addresses;
      if (refused || !first) return answer(new AddressRefused(), '', 0);
      if (options.all) return answer(null, addresses);
      return answer(null, first.address, first.family);
    });
  };
}
