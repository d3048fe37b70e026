// Writes the cookie of the running session anew: its person's epoch was raised, or the JWT secret changed.

import 'server-only';
import { cookies } from 'next/headers';
import type { Installation } from '@/lib/services/context';
import { isSignedByOlderSecret, reissuedText, sessionCookieOptions } from './reissue-session';
import { sessionCookie } from './session-cookie';
import { decodeSessionToken, encodeSessionToken } from './session-token';

/** From a server action only. The session's absolute end stays what it was: the database keeps it. */
export async function renewSessionCookie(installation: Installation, epoch: number): Promise<void> {
  const { name } = sessionCookie(installation.env);
  const store = await cookies();
  const text = store.get(name)?.value;
  const claims = text ? await decodeSessionToken(installation, text) : null;
  if (!claims) return;
  const renewed = await encodeSessionToken(installation, { ...claims, epoch });
  store.set(name, renewed, sessionCookieOptions(installation));
}

/** From a server action only: a cookie that an older JWT secret signed is signed again. */
export async function reissueSessionCookie(installation: Installation): Promise<void> {
  const { name } = sessionCookie(installation.env);
  const store = await cookies();
  const text = await reissuedText(installation, store.get(name)?.value);
  if (text !== null) store.set(name, text, sessionCookieOptions(installation));
}

/** For pages, which cannot write a cookie: whether the one at hand is due to be signed again. */
export async function holdsOlderCookie(installation: Installation): Promise<boolean> {
  const text = (await cookies()).get(sessionCookie(installation.env).name)?.value;
  return text !== undefined && isSignedByOlderSecret(installation, text);
}
