// Sessions move over to a new JWT secret: a cookie that the older one signed is signed again.

import 'server-only';
import { decodeProtectedHeader } from 'jose';
import { parse, serialize } from 'hono/utils/cookie';
import type { Installation } from '@/lib/services/context';
import { SESSION_DAYS_MAX } from '@/lib/services/sessions/prepare-session';
import { sessionCookie } from './session-cookie';
import { decodeSessionToken, encodeSessionToken } from './session-token';

/** Attributes of the session's cookie; its end is the database's to say, and not later than this. */
export function sessionCookieOptions(installation: Installation) {
  return {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: sessionCookie(installation.env).secure,
    maxAge: SESSION_DAYS_MAX * 86_400,
  } as const;
}

/** Whether `text` names another secret than the one that signs now. Whether it holds is not looked at. */
export function isSignedByOlderSecret({ jwt }: Installation, text: string): boolean {
  try {
    return decodeProtectedHeader(text).kid !== jwt.signer.kid;
  } catch {
    return false;
  }
}

/**
 * The cookie's new text, or null where the one at hand is signed by the right secret or holds no more.
 * The session is the same, and counts as moved with the first request that brings the new cookie.
 */
export async function reissuedText(
  installation: Installation,
  text: string | undefined,
): Promise<string | null> {
  if (text === undefined || !isSignedByOlderSecret(installation, text)) return null;
  const claims = await decodeSessionToken(installation, text);
  return claims && encodeSessionToken(installation, claims);
}

/** The Set-Cookie header for an answer to a request with `cookieHeader`, or null where none is due. */
export async function reissuedCookie(
  installation: Installation,
  cookieHeader: string,
): Promise<string | null> {
  const { name } = sessionCookie(installation.env);
  const text = await reissuedText(installation, parse(cookieHeader, name)[name]);
  return text === null ? null : serialize(name, text, sessionCookieOptions(installation));
}
