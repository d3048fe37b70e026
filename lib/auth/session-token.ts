// The cookie's JWT: HS256 (RFC 7519, RFC 7515), a session's secret and epoch, never roles.

import 'server-only';
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Installation } from '@/lib/services/context';
import { SESSION_DAYS_MAX } from '@/lib/services/sessions/prepare-session';
import type { StartedSession } from '@/lib/services/sessions/prepare-session';
import type { SessionClaims } from '@/lib/services/sessions/read-session';

const TYPE = 'keystow-session+jwt';
const claims = z.object({ sub: z.string(), sid: z.string(), epoch: z.number().int() });

/** Signs with the JWT secret that signs now; ends seven days after it was issued. */
export async function encodeSessionToken(
  installation: Installation,
  session: StartedSession,
): Promise<string> {
  const { kid, bytes } = installation.jwt.signer;
  return new SignJWT({ sid: session.sid, epoch: session.epoch })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE, kid })
    .setSubject(session.userId)
    .setIssuer(installation.id)
    .setIssuedAt()
    .setExpirationTime(`${SESSION_DAYS_MAX} days`)
    .sign(bytes);
}

/** Verifies by the secret that `kid` names, current or previous; null for anything else. */
export async function decodeSessionToken(
  installation: Installation,
  text: string,
): Promise<SessionClaims | null> {
  try {
    const { kid } = decodeProtectedHeader(text);
    const secret = installation.jwt.accepted.find((one) => one.kid === kid);
    if (!secret) return null;
    const { payload } = await jwtVerify(text, secret.bytes, {
      algorithms: ['HS256'],
      typ: TYPE,
      issuer: installation.id,
    });
    const { sub, sid, epoch } = claims.parse(payload);
    return { sid, epoch, userId: sub, kid: secret.kid };
  } catch {
    return null;
  }
}
