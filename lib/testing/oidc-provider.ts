// A real OpenID Connect provider on loopback, with people of our choosing and a way to make it misbehave.

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { answerInteraction } from './oidc-interaction';

/** Somebody at the provider. The claims are what it says of him. */
export interface ProviderAccount {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly groups?: readonly string[];
}

export interface TestProvider {
  readonly issuer: string;
  /** The settings of a console that has this provider. */
  readonly settings: Readonly<Record<string, string>>;
  /** By subject; changes hold from the next sign-on. */
  readonly accounts: Map<string, ProviderAccount>;
  /** What signs its ID tokens. */
  readonly key: CryptoKey;
  /** Changes each ID token on its way out; null: none. */
  tamper: ((idToken: string) => Promise<string>) | null;
  /** Answers every request instead of the provider; null: none. */
  instead: ((path: string) => { status: number; body: string } | 'silence' | null) | null;
  close(): Promise<void>;
}

const CLIENT = { id: 'keystow-test', secret: 'client-secret-of-the-tests-0123456789' };

/** `callbacks` are the addresses it sends people back to. */
export async function startOidcProvider(callbacks: readonly string[]): Promise<TestProvider> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const accounts = new Map<string, ProviderAccount>();
  const provider = new Provider(issuer, {
    ...configurationOf(callbacks, accounts),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'test', use: 'sig', alg: 'RS256' }] },
  });
  const made: TestProvider = {
    issuer,
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: 'Acme ID',
    },
    accounts,
    key: privateKey,
    tamper: null,
    instead: null,
    close: () => closeServer(server),
  };
  provider.use(async (ctx, next) => {
    await next();
    await tamperWith(ctx as KoaContextWithOIDC, made);
  });
  serve(server, provider, made);
  return made;
}

function configurationOf(
  callbacks: readonly string[],
  accounts: ReadonlyMap<string, ProviderAccount>,
): Configuration {
  return {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [...callbacks],
      },
    ],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name'],
      groups: ['groups'],
    },
    scopes: ['openid', 'profile', 'email', 'groups'],
    cookies: { keys: ['cookies of a provider for tests'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => {
      const account = accounts.get(sub);
      return account && { accountId: sub, claims: () => ({ sub, ...account }) };
    },
    // Nobody is asked for a consent: the console belongs to the same house.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client!.clientId,
        accountId: oidc.session!.accountId!,
      });
      grant.addOIDCScope('openid profile email groups');
      await grant.save();
      return grant;
    },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  };
}

async function tamperWith(ctx: KoaContextWithOIDC, { tamper }: TestProvider): Promise<void> {
  const body = ctx.body as { id_token?: string } | null;
  if (tamper && ctx.path === '/token' && typeof body?.id_token === 'string') {
    ctx.body = { ...body, id_token: await tamper(body.id_token) };
  }
}

function serve(server: Server, provider: Provider, made: TestProvider): void {
  const handle = provider.callback();
  server.on('request', (request, response) => {
    const path = new URL(request.url ?? '/', made.issuer).pathname;
    const other = made.instead?.(path) ?? null;
    if (other === 'silence') return;
    if (other) {
      response.writeHead(other.status, { 'content-type': 'application/json' }).end(other.body);
    } else if (path.startsWith('/interaction/')) {
      void answerInteraction(provider, [...made.accounts.keys()], request, response);
    } else {
      void handle(request, response);
    }
  });
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
