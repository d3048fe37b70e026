// Signing on as a browser does it: begun at the console, walked at the provider, and back.

import { userOfCookies } from '@/lib/auth/actor-of-request';
import { returnFromSignOn, SIGN_ON_CALLBACK, startSignOn } from '@/lib/auth/handle-sign-on';
import type { Installation } from '@/lib/services/context';
import { walkProvider } from './oidc-interaction';
import { startOidcProvider } from './oidc-provider';
import type { TestProvider } from './oidc-provider';

/** Where the console of these tests is. */
export const CONSOLE = 'http://localhost:3000';

/** The owner of the organization, as the provider knows him. */
export const OWNER = { email: 'Owner@acme.example', email_verified: true, name: 'Owner' };

/** A provider that knows the console. */
export function startTestProvider(): Promise<TestProvider> {
  return startOidcProvider([`${CONSOLE}${SIGN_ON_CALLBACK}`]);
}

/** Forgets what a test told it, and knows the owner of the organization again. */
export function resetProvider(provider: TestProvider): void {
  provider.accounts.clear();
  provider.accounts.set('owner', OWNER);
  provider.tamper = null;
  provider.instead = null;
}

export interface Begun {
  readonly address: string;
  /** As a browser would send it. */
  readonly cookie: string;
}

export async function begin(installation: Installation, next = '/audit?q=1'): Promise<Begun> {
  const address = `${CONSOLE}/api/auth/signin/oidc?next=${encodeURIComponent(next)}`;
  const headers = { host: 'localhost:3000' };
  const answer = await startSignOn(installation, new Request(address, { headers }));
  const [cookie = ''] = answer.headers.getSetCookie().map((one) => one.split(';')[0]);
  return { address: answer.headers.get('location')!, cookie };
}

export function comeBack(installation: Installation, to: URL, cookie: string): Promise<Response> {
  const headers = { host: 'localhost:3000', cookie };
  return returnFromSignOn(installation, new Request(to, { headers }));
}

/** Where the whole of it leads, and as whom. */
export async function outcomeOf(installation: Installation, answer: Response) {
  const cookies = answer.headers.getSetCookie().map((one) => one.split(';')[0]!);
  const user = await userOfCookies(installation, cookies.join('; '));
  return { leadsTo: answer.headers.get('location'), as: user?.email ?? null };
}

export async function signOnAs(installation: Installation, subject: string) {
  const { address, cookie } = await begin(installation);
  const back = await walkProvider(address, subject);
  return outcomeOf(installation, await comeBack(installation, back, cookie));
}

export const refusedAs = (reason: string) => ({
  leadsTo: `/sign-in?refused=${reason}&next=%2Faudit%3Fq%3D1`,
  as: null,
});
