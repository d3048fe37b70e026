// The two addresses of sign-on: one sends the browser to the provider, one takes it back.

import 'server-only';
import { serialize } from 'hono/utils/cookie';
import { safeDestination } from '@/lib/domain/safe-destination';
import type { SignOnRefusal } from '@/lib/domain/sign-on';
import type { Installation } from '@/lib/services/context';
import { asRefusal } from '@/lib/services/health/as-refusal';
import { log } from '@/lib/services/log';
import { authorizationAddress } from '@/lib/services/sign-on/ask-provider';
import type { FlowChecks } from '@/lib/services/sign-on/ask-provider';
import { finishSignOn } from '@/lib/services/sign-on/finish-sign-on';
import { providerFailure } from '@/lib/services/sign-on/provider-failure';
import { addressOfRequest } from './address-of-request';
import { loopbackOrigin } from './check-origin';
import { destinationOf } from './destination';
import { sessionCookieOptions } from './reissue-session';
import { sessionCookie } from './session-cookie';
import { encodeSessionToken } from './session-token';
import {
  boundTo,
  encodeState,
  endedFlowCookie,
  flowCookie,
  isStateOf,
  newFlow,
  readFlow,
} from './sign-on-flow';
import type { Flow } from './sign-on-flow';

/** What providers are told to send people back to; it is registered there. */
export const SIGN_ON_CALLBACK = '/api/auth/callback/oidc';

/** `?next=` is where it leads afterwards, a path of this console. Always answers with a redirect. */
export function startSignOn(installation: Installation, request: Request): Promise<Response> {
  const destination = safeDestination(new URL(request.url).searchParams.get('next'));
  return answered(destination, async () => {
    const { signOn } = installation.env;
    if (!signOn) return refused('off', destination);
    const redirectUri = callbackAddress(installation, request.headers);
    if (redirectUri === null) return refused('address', destination);
    const flow = newFlow(destination);
    const state = await encodeState(installation, flow);
    const checks = { redirectUri, state, ...boundTo(flow) };
    const address = await authorizationAddress(signOn, checks).catch(providerFailure);
    if (typeof address === 'string') return refused(address, destination);
    return redirect(address.href, [flowCookie(installation, flow)]);
  });
}

/**
 * Takes the provider's answer. Always answers with a redirect, and ends the flow of this browser. A
 * browser without one began nothing, so nothing is counted or told: any page can send it here.
 */
export function returnFromSignOn(installation: Installation, request: Request): Promise<Response> {
  const { env, jwt } = installation;
  const { headers } = request;
  const flow = readFlow(installation, headers.get('cookie') ?? '');
  const ended = endedFlowCookie(installation);
  if (!flow) return Promise.resolve(refused(env.signOn ? 'state' : 'off', null, [ended]));
  const { destination } = flow;
  const work = async () => {
    const answer = new URL(request.url).searchParams;
    const finished = await finishSignOn(installation, {
      answer,
      checks: await checksOf(installation, headers, flow, answer.get('state')),
      address: addressOfRequest(env, headers),
      userAgent: headers.get('user-agent'),
      kid: jwt.signer.kid,
    });
    if ('refused' in finished) return refused(finished.refused, destination, [ended]);
    const text = await encodeSessionToken(installation, finished.started);
    const { name } = sessionCookie(env);
    const session = serialize(name, text, sessionCookieOptions(installation));
    return redirect(destinationOf(destination ?? undefined), [session, ended]);
  };
  return answered(destination, work, [ended]);
}

/** Null unless `state` is ours and this browser's. */
async function checksOf(
  installation: Installation,
  headers: Headers,
  flow: Flow,
  state: string | null,
): Promise<FlowChecks | null> {
  const redirectUri = callbackAddress(installation, headers);
  if (state === null || redirectUri === null) return null;
  if (!(await isStateOf(installation, state, flow))) return null;
  return { redirectUri, state, ...boundTo(flow) };
}

function callbackAddress({ env }: Installation, headers: Headers): string | null {
  const origin = env.baseUrl ?? loopbackOrigin('http:', headers.get('host'));
  return origin ? origin + SIGN_ON_CALLBACK : null;
}

/** Errors are pages of JSON for programs; a person is led back to sign-in, which says what it was. */
async function answered(
  destination: string | null,
  work: () => Promise<Response>,
  cookies: readonly string[] = [],
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const refusal = asRefusal(error);
    if (!refusal || refusal.status >= 500) log.error({ err: error }, 'sign-on failed');
    return refused(refusal?.code === 'locked' ? 'locked' : 'failed', destination, cookies);
  }
}

function refused(
  reason: SignOnRefusal,
  destination: string | null,
  cookies: readonly string[] = [],
): Response {
  const query = new URLSearchParams({
    refused: reason,
    ...(destination ? { next: destination } : {}),
  });
  return redirect(`/sign-in?${query.toString()}`, cookies);
}

function redirect(address: string, cookies: readonly string[]): Response {
  const headers = new Headers({ Location: address, 'Cache-Control': 'no-store' });
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return new Response(null, { status: 303, headers });
}
