// The identity provider as this console knows it: found when it is first needed, and kept for an hour.

import 'server-only';
import type * as Client from 'openid-client';
import type { ClientAuth, Configuration } from 'openid-client';
import type { SignOnSettings } from '@/lib/env';

/** For each request to the provider. */
const TIMEOUT_SECONDS = 5;
const KEPT_MS = 3_600_000;

interface Found {
  readonly at: number;
  readonly configuration: Promise<Configuration>;
}

const found = new WeakMap<SignOnSettings, Found>();

/**
 * The provider's metadata (OpenID Connect Discovery 1.0) and how to speak to it. A failure is not kept:
 * the next call asks again. Throws whatever `openid-client` does (`provider-failure.ts` reads it).
 */
export async function findProvider(settings: SignOnSettings): Promise<Configuration> {
  const known = found.get(settings);
  if (known && Date.now() - known.at < KEPT_MS) return known.configuration;
  const asked: Found = { at: Date.now(), configuration: discover(settings) };
  found.set(settings, asked);
  asked.configuration.catch(() => {
    if (found.get(settings) === asked) found.delete(settings);
  });
  return asked.configuration;
}

/** Asks anew, whatever is kept. */
export async function discover(settings: SignOnSettings): Promise<Configuration> {
  const client = await import('openid-client');
  const issuer = new URL(settings.issuer);
  return client.discovery(
    issuer,
    settings.clientId,
    undefined,
    clientAuth(client, settings.clientSecret.reveal()),
    {
      timeout: TIMEOUT_SECONDS,
      execute: [
        // Signatures are checked although the token comes over TLS: a proxy in between cannot forge one.
        client.enableNonRepudiationChecks,
        // The environment allows plain http on this machine alone.
        ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
    },
  );
}

/** RFC 6749, section 2.3.1: basic where the provider takes it, or does not say; else within the body. */
function clientAuth(client: typeof Client, secret: string): ClientAuth {
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (taken.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
}
