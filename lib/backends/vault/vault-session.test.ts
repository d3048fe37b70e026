import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseReference } from '@/lib/domain/backend-reference';
import { DOWN } from '@/lib/testing/backends/loopback-server';
import { startStrictVault } from '@/lib/testing/backends/strict-vault';
import { taken, takenAll } from '@/lib/testing/backends/taken';
import {
  MOUNT,
  describeVaults,
  keepFields,
  openVaultAt,
} from '@/lib/testing/backends/vault-harness';
import type { Backend } from '../backend';

const at = (text: string) => parseReference('vault', text);
const ALL = { read: [`${MOUNT}/*`] };
const HOUR_MS = 3_600_000;

const open: Backend[] = [];
afterEach(() => open.splice(0).forEach((backend) => backend.close()));

async function opened(...given: Parameters<typeof openVaultAt>): Promise<Backend> {
  const backend = await openVaultAt(...given);
  open.push(backend);
  return backend;
}

describeVaults('Who one is at Vault', (vault) => {
  /** A clock that only this connector goes by, which moves when told. */
  const clock = () => {
    let passedMs = 0;
    return { now: () => Date.now() + passedMs, pass: (ms: number) => (passedMs += ms) };
  };
  const kept = async () => {
    await keepFields(vault(), 'kept', { value: 'it' });
    return at('kept');
  };
  const openAppRole = async (now: () => number, ttlSeconds = 3600) => {
    const { roleId, secretId } = await vault().addAppRole({ ...ALL, ttlSeconds });
    const settings = { auth: 'approle', roleId };
    return opened(vault().url, { settings, credentials: { secretId }, now });
  };
  /** The last parts of the paths that were called, of those that have to do with tokens. */
  const signing = (from: number) =>
    vault()
      .calls.slice(from)
      .map(({ path }) => path.split('/').at(-1)!)
      .filter((part) => ['login', 'renew-self'].includes(part));

  it('is signed in once, however many ask at the same time', async () => {
    const place = await kept();
    const backend = await openAppRole(Date.now);
    const from = vault().calls.length;
    const all = await Promise.all(Array.from({ length: 20 }, () => taken(backend, place)));
    expect(all.map(({ text }) => text)).toEqual(all.map(() => 'it'));
    expect(signing(from)).toEqual(['login']);
  });

  it('is renewed at two thirds of its life, and signs in anew when that has ended', async () => {
    const place = await kept();
    const { now, pass } = clock();
    const backend = await openAppRole(now);
    const from = vault().calls.length;
    await taken(backend, place);
    pass(HOUR_MS * 0.6);
    await taken(backend, place);
    expect(signing(from)).toEqual(['login']);
    pass(HOUR_MS * 0.1);
    await takenAll(backend, [place, at('other'), at('third')]);
    expect(signing(from)).toEqual(['login', 'renew-self']);
    pass(HOUR_MS * 1.1);
    expect(await taken(backend, place)).toMatchObject({ text: 'it' });
    expect(signing(from)).toEqual(['login', 'renew-self', 'login']);
  });

  it('renews a token that was brought, and keeps it while Vault is down', async () => {
    const place = await kept();
    const { now, pass } = clock();
    const token = await vault().addToken({
      read: [...ALL.read, 'auth/token/lookup-self'],
      write: ['auth/token/renew-self'],
    });
    const backend = await opened(vault().url, { credentials: { token }, now });
    const from = vault().calls.length;
    await taken(backend, place);
    pass(HOUR_MS * 0.7);
    vault().misbehave(DOWN, 3);
    expect(await taken(backend, place)).toMatchObject({ text: 'it' });
    pass(HOUR_MS * 0.1);
    await taken(backend, place);
    expect(new Set(signing(from))).toEqual(new Set(['renew-self']));
    const renewals = signing(from).length;
    await taken(backend, place);
    expect(signing(from)).toHaveLength(renewals);
  });

  it('signs in anew where its token was revoked', async () => {
    const place = await kept();
    const { now, pass } = clock();
    const backend = await openAppRole(now);
    const from = vault().calls.length;
    await taken(backend, place);
    const token = vault().calls.at(-1)!.headers['x-vault-token'] as string;
    await vault().revoke(token);
    pass(HOUR_MS / 30);
    expect(await taken(backend, place)).toMatchObject({ text: 'it' });
    expect(signing(from)).toEqual(['login', 'login']);
  });

  it('revokes the token it signed in when it is closed, and leaves one that was brought', async () => {
    const place = await kept();
    const appRole = await openAppRole(Date.now);
    const token = await vault().addToken(ALL);
    const brought = await opened(vault().url, { credentials: { token } });
    const used = async (backend: Backend) => {
      await taken(backend, place);
      return vault().calls.at(-1)!.headers['x-vault-token'] as string;
    };
    const [own, theirs] = [await used(appRole), await used(brought)];
    const isKnown = async (of: string) => {
      const asked = { headers: { 'x-vault-token': of } };
      return (await fetch(`${vault().url}/v1/auth/token/lookup-self`, asked)).status === 200;
    };
    expect([await isKnown(own), await isKnown(theirs)]).toEqual([true, true]);
    brought.close();
    appRole.close();
    await vi.waitFor(async () => expect(await isKnown(own)).toBe(false), 5000);
    expect(await isKnown(theirs)).toBe(true);
  });

  it('does not sign in over and over for what it may not read', async () => {
    const place = await kept();
    const { roleId, secretId } = await vault().addAppRole({ read: [`${MOUNT}/data/other`] });
    const settings = { auth: 'approle', roleId };
    const backend = await opened(vault().url, { settings, credentials: { secretId } });
    const from = vault().calls.length;
    for (let i = 0; i < 3; i += 1) {
      expect(await taken(backend, place)).toMatchObject({ fault: { code: 'denied' } });
    }
    expect(signing(from)).toEqual(['login']);
  });

  it('is denied with a secret id that is wrong, and with a token that has ended', async () => {
    const place = await kept();
    const { roleId } = await vault().addAppRole(ALL);
    const settings = { auth: 'approle', roleId };
    const wrong = await opened(vault().url, { settings, credentials: { secretId: 'wrong-one' } });
    const { fault } = await taken(wrong, place);
    expect(fault).toMatchObject({ code: 'denied' });
    expect(fault!.message).not.toContain('wrong-one');
    const token = await vault().addToken(ALL);
    const ended = await opened(vault().url, { credentials: { token } });
    expect(await taken(ended, place)).toMatchObject({ text: 'it' });
    await vault().revoke(token);
    expect(await taken(ended, place)).toMatchObject({ fault: { code: 'denied' } });
  });

  it('is known by a token that was copied with its line end, and by none that is no token', async () => {
    const place = await kept();
    const copied = `${vault().rootToken}\n`;
    const backend = await opened(vault().url, { credentials: { token: copied } });
    expect(await taken(backend, place)).toMatchObject({ text: 'it' });
    const refused = opened(vault().url, { credentials: { token: 'not\na token' } });
    await expect(refused).rejects.toMatchObject({ code: 'denied' });
    await expect(opened(vault().url, {})).rejects.toMatchObject({ code: 'denied' });
  });

  it('is the console itself only where the operator lends that, and there alone', async () => {
    const place = await kept();
    const settings = { auth: 'own' };
    const own = { VAULT_ADDR: `${vault().url}/`, VAULT_TOKEN: vault().rootToken };
    const operator = { ...own, BACKEND_OWN_IDENTITY: 'vault' };
    const lent = await opened(vault().url, { settings, operator });
    expect(await taken(lent, place)).toMatchObject({ text: 'it' });
    for (const less of [own, { ...operator, VAULT_TOKEN: '' }]) {
      const refused = opened(vault().url, { settings, operator: less });
      await expect(refused).rejects.toMatchObject({ code: 'denied' });
    }
    const elsewhere = opened('https://vault.example.org', { settings, operator });
    await expect(elsewhere).rejects.toMatchObject({ code: 'denied' });
  });

  it.each([
    'ftp://vault.example.org',
    'nowhere',
    'https://me:pw@vault.example.org',
    'https://a/?b',
  ])('goes to no address such as %s', async (address) => {
    const refused = opened(address, { credentials: { token: 't' } });
    await expect(refused).rejects.toMatchObject({ name: 'BackendFault' });
  });
});

describe('A Vault', () => {
  it('that is sealed is unreachable, and named as such', async () => {
    const vault = await startStrictVault();
    await vault.addMount(MOUNT);
    await keepFields(vault, 'kept', { value: 'it' });
    const backend = await opened(vault.url, { credentials: { token: vault.rootToken } });
    vault.seal(true);
    const { fault } = await taken(backend, at('kept'));
    expect(fault).toMatchObject({ code: 'unreachable', message: 'Vault is sealed: unseal it.' });
    const [reached] = await backend.test(new AbortController().signal);
    expect(reached).toMatchObject({ ok: false, detail: 'Vault is sealed: unseal it.' });
    vault.seal(false);
    expect(await taken(backend, at('kept'))).toMatchObject({ text: 'it' });
    await vault.close();
  });

  it('keeps each namespace for itself', async () => {
    const vault = await startStrictVault();
    await vault.addNamespace('team');
    await vault.addMount(MOUNT, 'team');
    const token = await vault.addToken({ read: [`${MOUNT}/*`], write: [`${MOUNT}/*`] }, 'team');
    await fetch(`${vault.url}/v1/${MOUNT}/data/kept`, {
      method: 'POST',
      headers: { 'x-vault-token': token, 'x-vault-namespace': 'team' },
      body: '{"data":{"value":"of the team"}}',
    });
    const inside = await opened(vault.url, {
      settings: { namespace: 'team' },
      credentials: { token },
    });
    expect(await taken(inside, at('kept'))).toMatchObject({ text: 'of the team' });
    const outside = await opened(vault.url, { credentials: { token } });
    expect(await taken(outside, at('kept'))).toMatchObject({ fault: { code: 'denied' } });
    await vault.close();
  });
});
