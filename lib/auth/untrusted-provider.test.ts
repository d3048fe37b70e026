import { SignJWT, UnsecuredJWT, decodeJwt, generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Installation } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import type { TestProvider } from '@/lib/testing/oidc-provider';
import { makeOrganization } from '@/lib/testing/organization';
import {
  begin,
  comeBack,
  CONSOLE,
  refusedAs,
  resetProvider,
  signOnAs,
  startTestProvider,
} from '@/lib/testing/sign-on-flow';
import { SIGN_ON_CALLBACK } from './handle-sign-on';

let provider: TestProvider;
beforeAll(async () => {
  provider = await startTestProvider();
});
afterAll(() => provider.close());
beforeEach(() => resetProvider(provider));

describeDatabase('a provider that cannot be trusted', (open) => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await testInstallation(await open(), provider.settings);
    await makeOrganization(installation);
  });
  const sign = async (claims: object, key = provider.key) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'test' }).sign(key);
  const tampering: Readonly<Record<string, (idToken: string) => Promise<string>>> = {
    'of another issuer': (token) => sign({ ...decodeJwt(token), iss: 'https://evil.example' }),
    'for another console': (token) => sign({ ...decodeJwt(token), aud: 'somebody-else' }),
    'of another flow': (token) => sign({ ...decodeJwt(token), nonce: 'x'.repeat(43) }),
    'that has expired': (token) => sign({ ...decodeJwt(token), exp: 1_000_000_000 }),
    'without a signature': async (token) => new UnsecuredJWT(decodeJwt(token)).encode(),
    'signed by somebody else': async (token) =>
      sign(decodeJwt(token), (await generateKeyPair('RS256')).privateKey),
    'about another person': (token) => sign({ ...decodeJwt(token), sub: 'somebody-else' }),
  };

  it.each(Object.keys(tampering))('is refused with an ID token %s', async (how) => {
    provider.tamper = tampering[how]!;
    expect(await signOnAs(installation, 'owner')).toEqual(refusedAs('provider_wrong'));
    expect(await installation.database.prisma.session.count()).toBe(0);
  });

  it('is named as the reason when it says no, or does not know this console', async () => {
    expect(await signOnAs(installation, 'cancel')).toEqual(refusedAs('provider_refused'));
    const wrong = { ...provider.settings, OIDC_CLIENT_SECRET: 'not-the-secret-of-this-client' };
    const stranger = await testInstallation(installation.database, wrong);
    expect(await signOnAs(stranger, 'owner')).toEqual(refusedAs('provider_wrong'));
  });

  it('is not asked where none is set up', async () => {
    const without = await testInstallation(installation.database);
    expect((await begin(without)).address).toBe(refusedAs('off').leadsTo);
    const back = new URL(`${CONSOLE}${SIGN_ON_CALLBACK}?code=x&state=y`);
    const answer = await comeBack(without, back, '');
    expect(answer.headers.get('location')).toBe('/sign-in?refused=off');
  });
});
