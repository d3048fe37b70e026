// The session cookie's name and attributes.

import 'server-only';
import type { Env } from '@/lib/env';

export interface SessionCookie {
  readonly name: string;
  readonly secure: boolean;
}

/** Behind HTTPS the `__Host-` prefix (RFC 6265bis) pins the cookie to this host and to `/`. */
export function sessionCookie(env: Env): SessionCookie {
  const secure = env.baseUrl?.startsWith('https://') ?? false;
  return { name: secure ? '__Host-keystow.session' : 'keystow.session', secure };
}
