import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crc32c } from './crc32c';
import { DOWN } from './loopback-server';
import { GCP_ACCESS_TOKEN, startStrictGcp, type StrictGcp } from './strict-gcp';

const AT = 'projects/acme/secrets';
const VALUE = Buffer.from('geheim-ü');

describe('Secret Manager [strict fake]', () => {
  let gcp: StrictGcp;
  beforeAll(async () => {
    gcp = await startStrictGcp();
  });
  afterAll(() => gcp.close());

  async function ask(path: string, body?: unknown, token = GCP_ACCESS_TOKEN) {
    const response = await fetch(`${gcp.url}/v1/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  const create = (id: string, more: object = {}) =>
    ask(`${AT.replace('/secrets', '')}/secrets?secretId=${id}`, {
      replication: { automatic: {} },
      labels: {},
      ...more,
    });
  const add = (id: string, bytes: Buffer, dataCrc32c?: string) =>
    ask(`${AT}/${id}:addVersion`, { payload: { data: bytes.toString('base64'), dataCrc32c } });
  const refused = (code: number, status: string) => ({
    status: code,
    body: { error: { code, status } },
  });

  it('has the checksum of RFC 3720', () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  });

  it('keeps versions, and gives each with its checksum', async () => {
    expect(await create('db')).toMatchObject({ status: 200, body: { name: `${AT}/db` } });
    expect(await create('db')).toMatchObject(refused(409, 'ALREADY_EXISTS'));
    expect(await add('db', VALUE, String(crc32c(VALUE)))).toMatchObject({
      body: { name: `${AT}/db/versions/1`, state: 'ENABLED', clientSpecifiedPayloadChecksum: true },
    });
    await add('db', Buffer.from('two'));
    const payload = { data: VALUE.toString('base64'), dataCrc32c: String(crc32c(VALUE)) };
    expect((await ask(`${AT}/db/versions/1:access`)).body).toEqual({
      name: `${AT}/db/versions/1`,
      payload,
    });
    const latest = await ask(`${AT}/db/versions/latest:access?$alt=json%3Benum-encoding=int`);
    expect(latest).toMatchObject({ status: 200, body: { name: `${AT}/db/versions/2` } });
  });

  it('refuses a payload whose checksum is another, and can give a wrong one itself', async () => {
    expect(await add('db', VALUE, '1')).toMatchObject(refused(400, 'INVALID_ARGUMENT'));
    gcp.tamperedCrc32c = '1';
    expect((await ask(`${AT}/db/versions/1:access`)).body).toMatchObject({
      payload: { dataCrc32c: '1' },
    });
    gcp.tamperedCrc32c = null;
  });

  it('lists versions from the newest, by pages', async () => {
    const page = await ask(`${AT}/db/versions?pageSize=1`);
    expect(page.body).toMatchObject({
      versions: [{ name: `${AT}/db/versions/2`, state: 'ENABLED' }],
      totalSize: 2,
      nextPageToken: '1',
    });
    const rest = (await ask(`${AT}/db/versions?pageSize=1&pageToken=1`)).body;
    expect(rest).toMatchObject({ versions: [{ name: `${AT}/db/versions/1` }] });
    expect(rest).not.toHaveProperty('nextPageToken');
  });

  it('shows the rotation that a secret was given', async () => {
    const rotation = { rotationPeriod: '7776000s', nextRotationTime: '2030-01-01T00:00:00Z' };
    await create('rotated', { rotation });
    expect((await ask(`${AT}/rotated`)).body).toMatchObject({ rotation });
    const half = await create('half', { rotation: { rotationPeriod: '7776000s' } });
    expect(half).toMatchObject(refused(400, 'INVALID_ARGUMENT'));
  });

  it('tells absent, disabled, denied and signed out apart', async () => {
    expect(await ask(`${AT}/none`)).toMatchObject(refused(404, 'NOT_FOUND'));
    expect(await ask(`${AT}/rotated/versions/latest:access`)).toMatchObject(
      refused(404, 'NOT_FOUND'),
    );
    gcp.setState(`${AT}/db/versions/2`, 'DISABLED');
    expect(await ask(`${AT}/db/versions/latest:access`)).toMatchObject(
      refused(400, 'FAILED_PRECONDITION'),
    );
    gcp.denied.add(`${AT}/db`);
    expect(await ask(`${AT}/db/versions/1:access`)).toMatchObject(
      refused(403, 'PERMISSION_DENIED'),
    );
    expect((await ask(`${AT}/rotated`)).status).toBe(200);
    gcp.denied.clear();
    expect(await ask(`${AT}/db`, undefined, 'other')).toMatchObject(
      refused(401, 'UNAUTHENTICATED'),
    );
  });

  it('refuses what the API does not have, and misbehaves when told', async () => {
    expect((await ask(`${AT}/db?version=1`)).status).toBe(400);
    expect((await ask(`${AT}/db:destroy`, {})).status).toBe(404);
    gcp.misbehave(DOWN, 1);
    expect((await ask(`${AT}/db`)).status).toBe(503);
    expect((await ask(`${AT}/db`)).status).toBe(200);
  });
});
