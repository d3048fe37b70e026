// Who is let in: sign-in and sign-out, variants of protected addresses, other sites, headers.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ADMIN, expect, test } from './fixtures/console-test';
import { callRest } from './fixtures/rest';
import { signInOverHttp } from './fixtures/sign-in';

const PROTECTED = ['/vault', '/keys', '/vault?scope=_platform'];

test('signing in with a wrong password is refused without telling which part was wrong', async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/sign-in`);
  const messages: string[] = [];
  for (const email of [ADMIN.email, 'nobody@keystow.test']) {
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('a wrong password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const alert = page.getByRole('alert').filter({ hasText: /\S/ });
    await expect(alert).toBeVisible();
    messages.push(await alert.innerText());
  }
  expect(messages[0]).toBe(messages[1]);
  await page.getByLabel('E-mail').fill(` ${ADMIN.email.toUpperCase()} `);
  await page.getByLabel('Password').fill(ADMIN.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/vault');
});

test('after sign-out the old cookie is worth nothing at once', async ({
  adminPage: page,
  adminCookie,
  server,
}) => {
  const list = () => callRest(server.url, { cookie: adminCookie }, 'GET', '/platform/secrets');
  expect((await list()).status).toBe(200);
  await page.getByRole('button', { name: /Account|admin/i }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
  expect((await list()).status).toBe(401);
  const session = await fetch(`${server.url}/api/auth/session`, {
    headers: { cookie: adminCookie },
  });
  expect(await session.json()).toEqual({});
});

test('signing out through next-auth ends the session too', async ({ server }) => {
  const cookie = await signInOverHttp(server.url, ADMIN);
  const csrf = await fetch(`${server.url}/api/auth/csrf`, { headers: { cookie } });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookies = [cookie, ...csrf.headers.getSetCookie().map((one) => one.split(';')[0])];
  await fetch(`${server.url}/api/auth/signout`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookies.join('; ') },
    body: new URLSearchParams({ csrfToken }),
  });
  expect((await callRest(server.url, { cookie }, 'GET', '/scopes')).status).toBe(401);
});

test('no variant of a protected address shows anything without a session', async ({ server }) => {
  const variants: (readonly [string, Record<string, string>])[] = PROTECTED.flatMap((address) => [
    [address, {}] as const,
    [address.replace(/^(\/\w+)/, '$1/'), {}] as const,
    [address.replace(/^(\/\w+)/, '$1.rsc'), {}] as const,
    [`${address}${address.includes('?') ? '&' : '?'}_rsc=1`, { rsc: '1' }] as const,
    [address, { rsc: '1', 'next-router-prefetch': '1' }] as const,
    [address, { rsc: '1', 'next-router-segment-prefetch': '/_tree' }] as const,
    [address, { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' }] as const,
    [address, { 'x-middleware-subrequest': 'src/middleware' }] as const,
    [address, { 'x-middleware-prefetch': '1', purpose: 'prefetch' }] as const,
    [address, { authorization: 'Bearer x' }] as const,
  ]);
  for (const [address, headers] of variants) {
    const answer = await fetch(`${server.url}${address}`, { headers, redirect: 'manual' });
    const text = await answer.text();
    const what = `${address} ${JSON.stringify(headers)}`;
    expect(text, what).not.toContain('mk_');
    expect(text, what).not.toContain(ADMIN.email);
    const sentAway = text.includes('/sign-in') || answer.headers.get('location') !== null;
    const empty = text === '' || text === '{}';
    expect(answer.status !== 200 || sentAway || empty, what).toBe(true);
  }
});

test('every REST path answers 401 without a session or token', async ({ server }) => {
  const document = (await (await fetch(`${server.url}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { security?: unknown[] }>>;
  };
  // What takes a link in place of a session or a token says so by an empty list.
  const isOpen = ({ security }: { security?: unknown[] }) => security?.length === 0;
  const calls = Object.entries(document.paths).flatMap(([route, methods]) =>
    Object.entries(methods).flatMap(([method, one]) => (isOpen(one) ? [] : [{ route, method }])),
  );
  expect(calls.length).toBeGreaterThan(10);
  for (const { route, method } of calls) {
    const prefix = route.startsWith('/api/v1') ? '' : '/api/v1';
    const answer = await fetch(`${server.url}${prefix}${route.replaceAll(/\{\w+\}/g, 'x')}`, {
      method: method.toUpperCase(),
      headers: { 'content-type': 'application/json' },
      ...(method === 'get' ? {} : { body: '{}' }),
    });
    expect(answer.status, `${method} ${route}`).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'unauthenticated' });
  }
});

test('a server action without a session answers unauthenticated and does nothing', async ({
  adminPage: page,
  server,
}) => {
  await page
    .getByRole('button', { name: /^Seal (secret|the first secret)$/ })
    .first()
    .click();
  const sheet = page.getByRole('dialog', { name: 'Seal secret' });
  await sheet.getByLabel('Name', { exact: true }).fill('WITHOUT_SESSION');
  await sheet.getByLabel('Value', { exact: true }).fill('x');
  // Kept on its way: the page may leave before its body could be asked for.
  let id = '';
  let answered = '';
  await page.route('**/vault**', async (route) => {
    const answer = await route.fetch();
    id ||= route.request().headers()['next-action'] ?? '';
    if (route.request().method() === 'POST') answered += await answer.text();
    await route.fulfill({ response: answer });
  });
  await page.context().clearCookies();
  await sheet.getByRole('button', { name: 'Seal secret' }).click();
  await expect.poll(() => answered).toContain('unauthenticated');
  // What the page still asks for would be told as a failure of the next journey.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const cookie = await signInOverHttp(server.url, ADMIN);
  const listed = await callRest(server.url, { cookie }, 'GET', '/platform/secrets?q=WITHOUT');
  expect(listed.json['keys']).toEqual([]);

  expect(id).not.toBe('');
  for (const origin of ['https://evil.example', 'null', undefined]) {
    const answer = await fetch(`${server.url}/vault`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'next-action': id, cookie, ...(origin ? { origin } : {}) },
      body: new FormData(),
    });
    const text = await answer.text();
    expect(answer.status >= 400 || text.includes('cross_site'), String(origin)).toBe(true);
  }
});

test('session writes from other sites are refused with 403', async ({ server, adminCookie }) => {
  for (const origin of ['https://evil.example', 'null', undefined, 'http://localhost:1']) {
    const answer = await fetch(`${server.url}/api/v1/platform/secrets`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: adminCookie,
        ...(origin ? { origin } : {}),
      },
      body: '{"key":"CROSS","value":"x"}',
    });
    expect(answer.status, String(origin)).toBe(403);
  }
});

test('every page has a nonce policy, may not be framed and is not cached', async ({
  server,
  adminCookie,
}) => {
  const nonces = new Set<string>();
  for (const address of ['/vault', '/keys', '/sign-in', '/setup', '/nowhere', '/', '/livez']) {
    const answer = await fetch(`${server.url}${address}`, {
      headers: { cookie: adminCookie },
      redirect: 'manual',
    });
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy, address).toContain(`frame-ancestors 'none'`);
    expect(policy, address).not.toMatch(/script-src[^;]*'unsafe-/);
    expect(answer.headers.get('x-frame-options'), address).toBe('DENY');
    expect(answer.headers.get('x-content-type-options'), address).toBe('nosniff');
    expect(answer.headers.get('cache-control'), address).toContain('no-store');
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '');
    const html = await answer.text();
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag, address).toContain('nonce=');
  }
  expect(nonces.size).toBe(7);
});

test('client bundles hold no source map and no server code', () => {
  const folder = '.next/static';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
  const scripts = files.filter((file) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(5);
  for (const file of scripts) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    for (const mark of [
      'sourceMappingURL',
      'keystow/master/v1',
      'pg_advisory',
      'KEYSTOW_MASTER_KEY_PREVIOUS',
      'argon2id',
    ]) {
      expect(text.includes(mark), `${mark} in ${file}`).toBe(false);
    }
  }
});
