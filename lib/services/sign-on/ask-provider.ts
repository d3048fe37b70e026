// The two halves of the authorization code flow (OpenID Connect Core 1.0, section 3.1): the address to
// send a browser to, and what the provider says of whoever comes back.

import 'server-only';
import type { Configuration } from 'openid-client';
import type { SignOnSettings } from '@/lib/env';
import { readPerson } from './read-person';
import type { ProviderPerson } from './read-person';
import { findProvider } from './provider';

/** What one flow is bound to. The state is ours; the other two are checked by provider and library. */
export interface FlowChecks {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** RFC 7636, 43 to 128 characters; only its SHA-256 leaves before the code comes back. */
  readonly verifier: string;
}

/** Every provider takes these; `groups` is refused by some that do not list it. */
const SCOPES = 'openid profile email';

/** Throws what `provider-failure.ts` reads. */
export async function authorizationAddress(
  settings: SignOnSettings,
  checks: FlowChecks,
): Promise<URL> {
  const client = await import('openid-client');
  const provider = await findProvider(settings);
  return client.buildAuthorizationUrl(provider, {
    redirect_uri: checks.redirectUri,
    scope: settings.scopes ?? scopesOf(provider),
    state: checks.state,
    nonce: checks.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
    code_challenge_method: 'S256',
  });
}

function scopesOf(provider: Configuration): string {
  const listed = provider.serverMetadata().scopes_supported ?? [];
  return listed.includes('groups') ? `${SCOPES} groups` : SCOPES;
}

/**
 * Trades the code in `answer`, the query the browser came back with, for who it is. Signature, issuer,
 * audience, times and nonce of the ID token are checked, PKCE by the provider. Throws as above.
 */
export async function personOfAnswer(
  settings: SignOnSettings,
  checks: FlowChecks,
  answer: URLSearchParams,
): Promise<ProviderPerson> {
  const client = await import('openid-client');
  const provider = await findProvider(settings);
  const address = new URL(checks.redirectUri);
  address.search = answer.toString();
  const tokens = await client.authorizationCodeGrant(provider, address, {
    expectedState: checks.state,
    expectedNonce: checks.nonce,
    pkceCodeVerifier: checks.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Error('an ID token was expected');
  // Many providers put e-mail and groups there alone. Who it is about is compared with the ID token.
  const more = provider.serverMetadata().userinfo_endpoint
    ? await client.fetchUserInfo(provider, tokens.access_token, claims.sub)
    : {};
  return readPerson(claims.iss, claims.sub, [claims, more], settings);
}
