// One sign-on from its beginning to the browser's return: a secret in a cookie, and what follows from it.

import 'server-only';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { parse, serialize } from 'hono/utils/cookie';
import { z } from 'zod';
import { safeDestination } from '@/lib/domain/safe-destination';
import type { Installation } from '@/lib/services/context';
import { FLOW_SECONDS } from '@/lib/services/sign-on/finish-sign-on';
import { sessionCookie } from './session-cookie';

const TYPE = 'keystow-sign-on+jwt';
const SECRET = /^[\w-]{43}$/;
const claims = z.object({ bound: z.string() });

/** The browser's part: never in an address, so whoever sees one cannot finish the flow elsewhere. */
export interface Flow {
  /** 32 random bytes as base64url. */
  readonly secret: string;
  /** A path of this console, not checked; null for the start. It stays here: providers need not know it. */
  readonly destination: string | null;
}

export function newFlow(destination: string | null): Flow {
  return { secret: randomBytes(32).toString('base64url'), destination };
}

/** RFC 7636 verifier and OpenID Connect nonce: SHA-256 of the secret, each under a name of its own. */
export function boundTo({ secret }: Flow): { readonly nonce: string; readonly verifier: string } {
  return { nonce: derived(secret, 'nonce'), verifier: derived(secret, 'verifier') };
}

function derived(secret: string, name: string): string {
  return createHash('sha256')
    .update(`keystow/sign-on/${name}/v1`)
    .update(secret)
    .digest('base64url');
}

/** HS256 by the JWT secret that signs now; bound to the flow's browser, for ten minutes. */
export async function encodeState({ id, jwt }: Installation, flow: Flow): Promise<string> {
  const { kid, bytes } = jwt.signer;
  return new SignJWT({ bound: derived(flow.secret, 'state') })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE, kid })
    .setIssuer(id)
    .setIssuedAt()
    .setExpirationTime(`${FLOW_SECONDS} seconds`)
    .sign(bytes);
}

/** Whether `state` was signed here, by either secret, for this flow, and is not too old. */
export async function isStateOf(
  installation: Installation,
  state: string,
  flow: Flow,
): Promise<boolean> {
  try {
    const { kid } = decodeProtectedHeader(state);
    const secret = installation.jwt.accepted.find((one) => one.kid === kid);
    if (!secret) return false;
    const { payload } = await jwtVerify(state, secret.bytes, {
      algorithms: ['HS256'],
      typ: TYPE,
      issuer: installation.id,
      requiredClaims: ['exp'],
    });
    const [given, expected] = [claims.parse(payload).bound, derived(flow.secret, 'state')];
    return (
      given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
    );
  } catch {
    return false;
  }
}

function cookieName(installation: Installation): string {
  return sessionCookie(installation.env).name.replace('session', 'sign-on');
}

/** Lax: the provider sends the browser back from another site, by a plain address. */
function cookieOptions(installation: Installation, maxAge: number) {
  const { secure } = sessionCookie(installation.env);
  return { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge } as const;
}

/** The Set-Cookie header that begins a flow, in place of an earlier one. */
export function flowCookie(installation: Installation, { secret, destination }: Flow): string {
  const text = `${secret}.${Buffer.from(destination ?? '').toString('base64url')}`;
  return serialize(cookieName(installation), text, cookieOptions(installation, FLOW_SECONDS));
}

/** The Set-Cookie header that ends it. */
export function endedFlowCookie(installation: Installation): string {
  return serialize(cookieName(installation), '', cookieOptions(installation, 0));
}

/** The flow that this browser began last, from its Cookie header; null for none. */
export function readFlow(installation: Installation, cookieHeader: string): Flow | null {
  const name = cookieName(installation);
  const [secret = '', rest = ''] = (parse(cookieHeader, name)[name] ?? '').split('.', 2);
  if (!SECRET.test(secret)) return null;
  return { secret, destination: safeDestination(Buffer.from(rest, 'base64url').toString()) };
}
