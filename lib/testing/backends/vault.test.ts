import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { throttling } from './loopback-server';
import { startStrictVault, type StrictVault, type VaultUnderTest } from './strict-vault';
import { findVault, startVault } from './vault-server';

// The same calls on the fake and on a real server, so that the fake says what a server says.

interface Ask {
  readonly method?: string;
  readonly token?: string;
  readonly namespace?: string;
  readonly body?: unknown;
}

function suite(start: () => Promise<VaultUnderTest>): void {
  let vault: VaultUnderTest;
  beforeAll(async () => {
    vault = await start();
    await vault.addMount('kv');
  });
  afterAll(() => vault.close());

  async function ask(path: string, { method = 'GET', token, namespace, body }: Ask = {}) {
    const response = await fetch(`${vault.url}/v1/${path}`, {
      method,
      headers: {
        'x-vault-token': token ?? vault.rootToken,
        ...(namespace ? { 'x-vault-namespace': namespace } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  }

  const put = (path: string, data: object, more: Ask & { cas?: number } = {}) => {
    const { cas, ...rest } = more;
    const options = cas === undefined ? {} : { options: { cas } };
    return ask(path, { method: 'POST', body: { data, ...options }, ...rest });
  };

  it('keeps versions, and reads the newest or the one that is asked for', async () => {
    const first = await put('kv/data/a/b', { password: 'one', n: 1 });
    expect(first).toMatchObject({ status: 200, body: { data: { version: 1, destroyed: false } } });
    await put('kv/data/a/b', { password: 'two' });
    const read = await ask('kv/data/a/b');
    expect(read).toMatchObject({
      status: 200,
      body: {
        data: {
          data: { password: 'two' },
          metadata: { version: 2, destroyed: false, deletion_time: '', custom_metadata: null },
        },
        auth: null,
        lease_duration: 0,
      },
    });
    const old = await ask('kv/data/a/b?version=1');
    expect(old).toMatchObject({ body: { data: { data: { password: 'one', n: 1 } } } });
    expect(await ask('kv/data/a/b?version=3')).toEqual({ status: 404, body: { errors: [] } });
    expect(await ask('kv/data/a/none')).toEqual({ status: 404, body: { errors: [] } });
  });

  it('writes only over the version that it was told, where it was told one', async () => {
    expect((await put('kv/data/cas', { v: '1' }, { cas: 0 })).status).toBe(200);
    const late = await put('kv/data/cas', { v: '2' }, { cas: 0 });
    expect(late).toMatchObject({
      status: 400,
      body: { errors: ['check-and-set parameter did not match the current version'] },
    });
    expect((await put('kv/data/cas', { v: '2' }, { cas: 1 })).status).toBe(200);
    const bare = await ask('kv/data/cas', { method: 'POST', body: { v: '3' } });
    expect(bare.status).toBe(400);
  });

  it('a deleted version is 404 with its metadata, comes back, and is gone when destroyed', async () => {
    await put('kv/data/del', { v: '1' });
    expect(await ask('kv/data/del', { method: 'DELETE' })).toEqual({ status: 204, body: null });
    const deleted = await ask('kv/data/del');
    expect(deleted).toMatchObject({
      status: 404,
      body: { data: { data: null, metadata: { version: 1, destroyed: false } } },
    });
    const versions = { method: 'POST', body: { versions: [1] } };
    expect((await ask('kv/undelete/del', versions)).status).toBe(204);
    expect((await ask('kv/data/del')).status).toBe(200);
    expect((await ask('kv/destroy/del', versions)).status).toBe(204);
    expect(await ask('kv/data/del')).toMatchObject({
      status: 404,
      body: { data: { data: null, metadata: { destroyed: true } } },
    });
    expect((await ask('kv/metadata/del', { method: 'DELETE' })).status).toBe(204);
    expect(await ask('kv/metadata/del')).toEqual({ status: 404, body: { errors: [] } });
  });

  it('says in the metadata which versions there are and when they were made', async () => {
    await put('kv/data/meta', { v: '1' });
    await put('kv/data/meta', { v: '2' });
    const { status, body } = await ask('kv/metadata/meta');
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string;
    const version = { created_time: time, deletion_time: '', destroyed: false };
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: {
        current_version: 2,
        max_versions: 0,
        cas_required: false,
        created_time: time,
        updated_time: time,
        versions: { 1: version, 2: version },
      },
    });
  });

  it('lists names and folders', async () => {
    for (const name of ['list/x', 'list/y/z']) await put(`kv/data/${name}`, { v: '1' });
    const list = await ask('kv/metadata/list?list=true');
    expect(list).toMatchObject({ status: 200, body: { data: { keys: ['x', 'y/'] } } });
    expect((await ask('kv/metadata/nothing?list=true')).status).toBe(404);
  });

  it('a token sees what it was given and no more', async () => {
    const token = await vault.addToken({ read: ['kv/data/mine/*'] });
    await put('kv/data/mine/a', { v: '1' });
    expect((await ask('kv/data/mine/a', { token })).status).toBe(200);
    const denied = [
      await ask('kv/data/other', { token }),
      await put('kv/data/mine/a', { v: '2' }, { token }),
      await ask('kv/data/mine/a', { token: 'hvs.unknown' }),
      await ask('kv/data/mine/a', { token: '' }),
    ];
    for (const { status, body } of denied) {
      expect(status).toBe(403);
      expect(JSON.stringify(body)).toContain('permission denied');
    }
    await vault.revoke(token);
    expect((await ask('kv/data/mine/a', { token })).status).toBe(403);
  });

  it('an AppRole signs in, its token says how long it lasts, and is renewed', async () => {
    const role = await vault.addAppRole({ read: ['kv/data/mine/*'], ttlSeconds: 600 });
    const login = (secret_id: string) =>
      ask('auth/approle/login', { method: 'POST', body: { role_id: role.roleId, secret_id } });
    expect(await login('wrong')).toEqual({
      status: 400,
      body: { errors: ['invalid role or secret ID'] },
    });
    const { status, body } = await login(role.secretId);
    expect(status).toBe(200);
    expect(body).toMatchObject({ auth: { lease_duration: 600, renewable: true } });
    const token = (body as { auth: { client_token: string } }).auth.client_token;
    expect((await ask('kv/data/mine/a', { token })).status).toBe(200);
    const self = await ask('auth/token/lookup-self', { token });
    expect(self).toMatchObject({ status: 200, body: { data: { id: token, renewable: true } } });
    const renewed = await ask('auth/token/renew-self', { method: 'POST', token, body: {} });
    expect(renewed).toMatchObject({
      status: 200,
      body: { auth: { client_token: token, renewable: true, lease_duration: 600 } },
    });
  });

  it('a token that is not renewable says so', async () => {
    const token = await vault.addToken({ read: [], renewable: false });
    const renewed = await ask('auth/token/renew-self', { method: 'POST', token, body: {} });
    expect(renewed.status).toBe(400);
    expect(JSON.stringify(renewed.body)).toContain('lease is not renewable');
    const root = await ask('auth/token/lookup-self');
    expect(root).toMatchObject({ body: { data: { ttl: 0, expire_time: null } } });
  });

  it('a namespace has mounts and tokens of its own', async () => {
    await vault.addNamespace('team');
    await vault.addMount('kv', 'team');
    await put('kv/data/ns', { v: 'team' }, { namespace: 'team' });
    expect((await ask('kv/data/ns')).status).toBe(404);
    const token = await vault.addToken({ read: ['kv/data/*'] }, 'team');
    const read = await ask('kv/data/ns', { token, namespace: 'team' });
    expect(read).toMatchObject({ status: 200, body: { data: { data: { v: 'team' } } } });
    expect((await ask('kv/data/ns', { token })).status).toBe(403);
  });

  it('says that it is well to anybody, and misbehaves when told', async () => {
    const health = await ask('sys/health', { token: '' });
    expect(health).toMatchObject({ status: 200, body: { initialized: true, sealed: false } });
    vault.misbehave(throttling(3), 1);
    expect((await ask('sys/health')).status).toBe(429);
    expect((await ask('sys/health')).status).toBe(200);
  });
}

describe('Vault [strict fake]', () => {
  suite(startStrictVault);

  it('is sealed when told: nothing is served, and its health says so', async () => {
    const vault: StrictVault = await startStrictVault();
    vault.seal(true);
    const get = (path: string) => fetch(`${vault.url}/v1/${path}`);
    expect((await get('sys/health')).status).toBe(503);
    expect(await (await get('sys/health')).json()).toMatchObject({ sealed: true });
    const read = await get('kv/data/a');
    expect([read.status, await read.json()]).toEqual([503, { errors: ['Vault is sealed'] }]);
    await vault.close();
  });
});

const found = await findVault();
if ('reason' in found) process.stderr.write(`Not run against a real Vault: ${found.reason}\n`);
describe.skipIf('reason' in found)('Vault [real]', () => suite(startVault));
