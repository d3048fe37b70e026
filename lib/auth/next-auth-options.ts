// How next-auth signs people in: by password, with our own cookie and sessions in our database.

import 'server-only';
import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { z } from 'zod';
import { addressOfRequest } from './address-of-request';
import { PASSWORD_LENGTH_MAX } from '@/lib/domain/password-length';
import { Plaintext } from '@/lib/domain/plaintext';
import { OTP_LENGTH_MAX } from '@/lib/domain/second-factor';
import type { Installation } from '@/lib/services/context';
import { endSession } from '@/lib/services/sessions/end-session';
import { readSession } from '@/lib/services/sessions/read-session';
import { SESSION_DAYS_MAX } from '@/lib/services/sessions/prepare-session';
import { startSession } from '@/lib/services/sessions/start-session';
import { sessionCookie } from './session-cookie';
import { decodeSessionToken, encodeSessionToken } from './session-token';

const credentials = z.object({
  email: z
    .string()
    .max(254)
    .refine((text) => !text.includes('\0')),
  password: z.string().max(PASSWORD_LENGTH_MAX),
  /** A code from the authenticator, or a recovery code. */
  otp: z.string().trim().max(OTP_LENGTH_MAX).optional(),
});

const session = z.object({ sid: z.string(), userId: z.string(), epoch: z.number() });

/** `onFailure` is told what next-auth would put into an address: refusals and whatever goes wrong. */
export function nextAuthOptions(
  installation: Installation,
  onFailure: (error: unknown) => void,
): NextAuthOptions {
  const { name, secure } = sessionCookie(installation.env);
  const { signer } = installation.jwt;
  return {
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {}, otp: {} },
        authorize: async (given, request) => {
          const parsed = credentials.safeParse(given);
          if (!parsed.success) return null;
          const headers = new Headers(
            z.record(z.string(), z.string()).catch({}).parse(request.headers),
          );
          const started = await startSession(installation, {
            email: parsed.data.email,
            password: Plaintext.fromText(parsed.data.password),
            otp: parsed.data.otp ? Plaintext.fromText(parsed.data.otp) : null,
            userAgent: headers.get('user-agent'),
            address: addressOfRequest(installation.env, headers),
            kid: signer.kid,
          }).catch((error: unknown) => {
            onFailure(error);
            return null;
          });
          return started && { id: started.userId, ...started };
        },
      }),
    ],
    secret: Buffer.from(signer.bytes).toString('hex'),
    session: { strategy: 'jwt', maxAge: SESSION_DAYS_MAX * 86_400 },
    useSecureCookies: secure,
    cookies: {
      sessionToken: { name, options: { httpOnly: true, sameSite: 'lax', path: '/', secure } },
    },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    jwt: {
      encode: ({ token }) => encodeSessionToken(installation, session.parse(token)),
      decode: async ({ token }) => {
        const claims = token ? await decodeSessionToken(installation, token) : null;
        if (!claims || !(await readSession(installation, claims))) return null;
        return { ...claims };
      },
    },
    callbacks: {
      jwt: ({ token, user }) => (user ? { ...session.parse(user) } : token),
      // Pages read the session from the database; next-auth's own endpoint tells only that there is one.
      session: ({ session: { expires } }) => ({ expires }),
    },
    events: {
      signOut: async ({ token }) => {
        const claims = session.safeParse(token);
        if (!claims.success) return;
        const actor = await readSession(installation, { ...claims.data, kid: signer.kid });
        if (actor) await endSession(installation, actor);
      },
    },
    // It would print its own configuration advice and the causes of failed sign-ins.
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}
