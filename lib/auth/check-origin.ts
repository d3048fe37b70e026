// Whether a write that rests on a cookie was made by a page of this console.

import 'server-only';
import { KeystowError } from '@/lib/domain/errors';
import type { Env } from '@/lib/env';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/;

/**
 * Compares `Origin` (RFC 6454) with BASE_URL or, while that is unset, with `Host`, which must then
 * be a loopback name so that no foreign name that resolves here passes. Throws 403 `cross_site`,
 * also when the header is absent or `null`.
 */
export function checkOrigin(env: Pick<Env, 'baseUrl'>, headers: Headers): void {
  const origin = headers.get('origin');
  if (origin !== null && origin === ownOrigin(env, origin, headers.get('host'))) return;
  throw new KeystowError(
    'cross_site',
    'The request does not come from a page of this console. Behind a proxy, or under a name other than localhost, set BASE_URL.',
  );
}

function ownOrigin(
  env: Pick<Env, 'baseUrl'>,
  origin: string,
  host: string | null,
): string | undefined {
  if (env.baseUrl !== undefined) return env.baseUrl;
  const protocol = /^https?:/.exec(origin)?.[0];
  return protocol === undefined ? undefined : loopbackOrigin(protocol, host);
}

/** The origin of a `Host` header that is a loopback name; undefined for any other. */
export function loopbackOrigin(protocol: string, host: string | null): string | undefined {
  if (host === null || !LOOPBACK.test(host)) return undefined;
  const address = `${protocol}//${host}`;
  return URL.canParse(address) ? new URL(address).origin : undefined;
}
