import { SignJWT, UnsecuredJWT, decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Installation } from '@/lib/services/context';
import { toJwtSecret } from '@/lib/services/keys/jwt-secrets';
import { describeDatabase } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { walkProvider } from '@/lib/testing/oidc-interaction';
import type { TestProvider } from '@/lib/testing/oidc-provider';
import { makeOrganization } from '@/lib/testing/organization';
import {
  begin,
  comeBack,
  CONSOLE,
  OWNER,
  outcomeOf,
  refusedAs,
  resetProvider,
  signOnAs,
  startTestProvider,
} from '@/lib/testing/sign-on-flow';
import { SIGN_ON_CALLBACK, startSignOn } from './handle-sign-on';

let provider: TestProvider;
beforeAll(async () => {
  provider = await startTestProvider();
});
afterAll(() => provider.close());
beforeEach(() => resetProvider(provider));

describeDatabase('signing on through a provider', (open) => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await testInstallation(await open(), provider.settings);
    await makeOrganization(installation);
  });
  beforeEach(async () => {
    await installation.database.prisma.throttle.deleteMany();
  });

  const refusals = async () => {
    const rows = await installation.database.prisma.auditEvent.findMany({
      where: { action: 'session.sign_on_refused' },
    });
    return rows.map(
      (row) => (JSON.parse(row.text!) as { details: { reason: string } }).details.reason,
    );
  };

  it('leads to the page that was asked for, as the person the provider named', async () => {
    expect(await signOnAs(installation, 'owner')).toEqual({
      leadsTo: '/audit?q=1',
      as: 'owner@acme.example',
    });
  });

  it('asks with PKCE, nonce and state, by a cookie that only this browser has', async () => {
    const headers = { host: 'localhost:3000' };
    const request = new Request(`${CONSOLE}/api/auth/signin/oidc?next=//evil.example`, { headers });
    const answer = await startSignOn(installation, request);
    const asked = new URL(answer.headers.get('location')!).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid profile email groups',
      redirect_uri: `${CONSOLE}${SIGN_ON_CALLBACK}`,
    });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax$/);
    const secret = /=([^.;]+)/.exec(cookie!)![1]!;
    expect(answer.headers.get('location')).not.toContain(secret);
    const back = await walkProvider(answer.headers.get('location')!, 'owner');
    const done = await comeBack(installation, back, cookie!.split(';')[0]!);
    expect(done.headers.get('location')).toBe('/vault');
  });

  it('takes no state that is missing, forged, expired, another browser’s or used before', async () => {
    const before = (await refusals()).length;
    const { address, cookie } = await begin(installation);
    const back = await walkProvider(address, 'owner');
    const state = back.searchParams.get('state')!;
    const withState = (text: string | null) => {
      const to = new URL(back);
      if (text === null) to.searchParams.delete('state');
      else to.searchParams.set('state', text);
      return to;
    };
    const { kid, bytes } = installation.jwt.signer;
    const made = (signer: Uint8Array, exp: string, typ = 'keystow-sign-on+jwt') =>
      new SignJWT(decodeJwt(state))
        .setProtectedHeader({ alg: 'HS256', typ, kid })
        .setExpirationTime(exp)
        .sign(signer);
    const bad = [
      null,
      'x',
      state.slice(0, -6) + 'AAAAAA',
      new UnsecuredJWT(decodeJwt(state)).encode(),
      await made(new Uint8Array(32), '10m'),
      await made(bytes, '-1s'),
      await made(bytes, '10m', 'keystow-session+jwt'),
    ];
    for (const text of bad) {
      const answer = await comeBack(installation, withState(text), cookie);
      expect(await outcomeOf(installation, answer)).toEqual(refusedAs('state'));
    }
    const other = await begin(installation);
    for (const foreign of ['', 'keystow.sign-on=x', other.cookie]) {
      const answer = await comeBack(installation, back, foreign);
      expect((await outcomeOf(installation, answer)).leadsTo).toContain('refused=state');
    }
    const first = await comeBack(installation, back, cookie);
    expect((await outcomeOf(installation, first)).as).toBe('owner@acme.example');
    expect(first.headers.getSetCookie().at(-1)).toContain('keystow.sign-on=; Max-Age=0');
    const again = await comeBack(installation, back, cookie);
    expect(await outcomeOf(installation, again)).toEqual(refusedAs('state'));
    // Two of them came without a flow of their own, which is nobody's attempt.
    expect((await refusals()).slice(before)).toEqual(Array(9).fill('state'));
  });

  it('goes on when the JWT secret changes in between, and not when it is gone', async () => {
    const { address, cookie } = await begin(installation);
    const back = await walkProvider(address, 'owner');
    const settings = (previous: string) => ({
      ...provider.settings,
      JWT_SECRET: 'Another-kq8_Zt1xRb6nYd0mHc5uLp9s',
      JWT_SECRET_PREVIOUS: previous,
    });
    const { database, jwt } = installation;
    const gone = await testInstallation(database, settings('Third-kq8_Zt1xRb6nYd0mHc5uLp9sJf'));
    expect(toJwtSecret(jwt.currentText).kid).toBe(jwt.signer.kid);
    expect(await outcomeOf(gone, await comeBack(gone, back, cookie))).toEqual(refusedAs('state'));
    const rotated = await testInstallation(database, settings(jwt.currentText));
    expect((await outcomeOf(rotated, await comeBack(rotated, back, cookie))).as).not.toBeNull();
  });

  it('is refused, and counted as an attempt to sign in, however often it is tried', async () => {
    const back = new URL(`${CONSOLE}${SIGN_ON_CALLBACK}?code=x`);
    const { cookie } = await begin(installation, '/vault');
    const reasons = [];
    for (let count = 0; count < 62; count += 1) {
      reasons.push((await comeBack(installation, back, cookie)).headers.get('location'));
    }
    expect(reasons[59]).toBe('/sign-in?refused=state&next=%2Fvault');
    expect(reasons.slice(60)).toEqual(Array(2).fill('/sign-in?refused=throttled&next=%2Fvault'));
  });

  it('is no attempt of a browser that began nothing: a foreign page locks nobody out', async () => {
    const before = await refusals();
    const back = new URL(`${CONSOLE}${SIGN_ON_CALLBACK}?code=x`);
    for (let count = 0; count < 62; count += 1) {
      const answer = await comeBack(installation, back, '');
      expect(answer.headers.get('location')).toBe('/sign-in?refused=state');
    }
    expect(await installation.database.prisma.throttle.count()).toBe(0);
    expect(await refusals()).toEqual(before);
  });

  it('is over when something breaks: the browser keeps no flow', async () => {
    const { address, cookie } = await begin(installation);
    const back = await walkProvider(address, 'owner');
    const { userIdentity } = installation.database.prisma;
    vi.spyOn(userIdentity, 'findUnique').mockRejectedValueOnce(new Error('broken'));
    const answer = await comeBack(installation, back, cookie);
    expect(await outcomeOf(installation, answer)).toEqual(refusedAs('failed'));
    expect(answer.headers.getSetCookie()[0]).toContain('keystow.sign-on=; Max-Age=0');
  });

  it('signs on while locked who is linked already, and writes nothing but the session', async () => {
    await signOnAs(installation, 'owner');
    const locked = await testInstallation(installation.database, {
      ...provider.settings,
      KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY,
    });
    expect((await signOnAs(locked, 'owner')).as).toBe('owner@acme.example');
    provider.accounts.set('new', { ...OWNER, email: 'new@acme.example' });
    expect(await signOnAs(locked, 'new')).toEqual(refusedAs('locked'));
    expect(await installation.database.prisma.userIdentity.count()).toBe(1);
  });
});
