import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEnv } from '@/lib/env';
import { startOidcProvider } from '@/lib/testing/oidc-provider';
import type { TestProvider } from '@/lib/testing/oidc-provider';
import { checkSignOn } from '../doctor/check-sign-on';
import { authorizationAddress } from './ask-provider';
import { providerFailure } from './provider-failure';
import { readPerson } from './read-person';

const CHECKS = {
  redirectUri: 'http://localhost:3000/api/auth/callback/oidc',
  state: 'state',
  nonce: 'nonce',
  verifier: 'v'.repeat(43),
};

describe('the identity provider', () => {
  let provider: TestProvider;
  beforeAll(async () => {
    provider = await startOidcProvider([CHECKS.redirectUri]);
  });
  afterAll(() => provider.close());
  beforeEach(() => {
    provider.instead = null;
  });

  const settingsOf = (more: Readonly<Record<string, string>> = {}) =>
    readEnv({ ...provider.settings, ...more }).signOn!;
  const asked = (settings = settingsOf()) =>
    authorizationAddress(settings, CHECKS).then((address) => address.href, providerFailure);

  it('is away when it is not there, in trouble or silent, and asked again the next time', async () => {
    const settings = settingsOf();
    provider.instead = () => ({ status: 503, body: '{}' });
    expect(await asked(settings)).toBe('provider_away');
    provider.instead = () => 'silence';
    expect(await asked(settings)).toBe('provider_away');
    expect(await asked(settingsOf({ OIDC_ISSUER: 'http://127.0.0.1:9' }))).toBe('provider_away');
    provider.instead = null;
    expect(await asked(settings)).toContain(`${provider.issuer}/auth?`);
  });

  it('is wrong when it answers garbage, or calls itself by another name', async () => {
    provider.instead = () => ({ status: 200, body: 'garbage' });
    expect(await asked()).toBe('provider_wrong');
    provider.instead = () => ({ status: 404, body: '{}' });
    expect(await asked()).toBe('provider_wrong');
    const other = JSON.stringify({ issuer: 'https://evil.example' });
    provider.instead = () => ({ status: 200, body: other });
    expect(await asked()).toBe('provider_wrong');
    expect(await checkSignOn(settingsOf())).toMatchObject({ status: 'problem' });
  });

  it('is asked for groups where it lists that scope, or for exactly what is set', async () => {
    expect(await asked()).toContain('scope=openid+profile+email+groups&');
    const set = settingsOf({ OIDC_SCOPES: 'openid roles' });
    expect(await asked(set)).toContain('scope=openid+roles&');
  });

  it('is asked once, and then known', async () => {
    const settings = settingsOf();
    let count = 0;
    provider.instead = () => {
      count += 1;
      return null;
    };
    await Promise.all([asked(settings), asked(settings)]);
    await asked(settings);
    expect(count).toBe(1);
  });

  it('is looked at by the doctor, where one is set', async () => {
    expect(await checkSignOn(settingsOf())).toMatchObject({ status: 'ok' });
    expect(await checkSignOn(undefined)).toBeNull();
    provider.instead = () => ({ status: 503, body: '{}' });
    expect(await checkSignOn(settingsOf())).toMatchObject({ id: 'sign_on', status: 'warning' });
  });
});

describe('what a provider says of a person', () => {
  const read = (...sources: Record<string, unknown>[]) =>
    readPerson('https://id.example', 'subject', sources, { groupsClaim: 'groups' });
  const verified = { email: ' Ada@Example.org ', email_verified: true };

  it('has an e-mail only where the same source calls it verified', () => {
    expect(read(verified).email).toBe('ada@example.org');
    expect(read({ ...verified, email_verified: 'true' }).email).toBe('ada@example.org');
    expect(read({ ...verified, email_verified: 'false' }).email).toBeNull();
    expect(read({ email: verified.email }, { email_verified: true }).email).toBeNull();
    expect(read({ ...verified, email: 'no address' }).email).toBeNull();
    const entra = { email: verified.email, xms_edov: true };
    expect(read(entra).email).toBe('ada@example.org');
    expect(read({ ...entra, xms_edov: false }).email).toBeNull();
    expect(read({ ...entra, email_verified: false }).email).toBeNull();
  });

  it('takes groups as a list or a single name, and none from anything else', () => {
    expect(read({ groups: ['a', 'b'] }).groups).toEqual(['a', 'b']);
    expect(read({ groups: 'a' }).groups).toEqual(['a']);
    expect(read({}, { groups: ['c'] }).groups).toEqual(['c']);
    for (const groups of [undefined, null, 7, { a: 1 }, ['a', 7]]) {
      expect(read({ groups }).groups).toEqual([]);
    }
  });

  it('has a name only where it can be shown', () => {
    expect(read({ name: 'Ada Lovelace' }).name).toBe('Ada Lovelace');
    expect(read({ name: 'x\u202e', preferred_username: 'ada' }).name).toBe('ada');
    expect(read({ name: 'x'.repeat(201) }).name).toBeNull();
  });
});
