// Writes the cookie of the running session anew, after its person's epoch was raised.

import 'server-only';
import { cookies } from 'next/headers';
import type { Installation } from '@/lib/services/context';
import { SESSION_DAYS_MAX } from '@/lib/services/sessions/start-session';
import { sessionCookie } from './session-cookie';
import { decodeSessionToken, encodeSessionToken } from './session-token';

/** From a server action only. The session's absolute end stays what it was: the database keeps it. */
export async function renewSessionCookie(installation: Installation, epoch: number): Promise<void> {
  const { name, secure } = sessionCookie(installation.env);
  const store = await cookies();
  const text = store.get(name)?.value;
  const claims = text ? await decodeSessionToken(installation, text) : null;
  if (!claims) return;
  store.set(name, await encodeSessionToken(installation, { ...claims, epoch }), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge: SESSION_DAYS_MAX * 86_400,
  });
}
