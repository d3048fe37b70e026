// What people call an identity provider.

import 'server-only';
import type { Env } from '@/lib/env';

/** As it is configured now; the host of one that was configured before. */
export function providerName({ signOn }: Pick<Env, 'signOn'>, issuer: string): string {
  const { href, host } = new URL(issuer);
  return signOn && new URL(signOn.issuer).href === href ? signOn.name : host;
}
