import { generateKeyPairSync, verify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseReference } from '@/lib/domain/backend-reference';
import { DAY_MS } from '@/lib/domain/durations';
import { Plaintext } from '@/lib/domain/plaintext';
import { readEnv } from '@/lib/env';
import { describeBackend } from '@/lib/testing/backends/backend-suite';
import {
  GCP_ACCESS_TOKEN,
  type StrictGcp,
  startStrictGcp,
} from '@/lib/testing/backends/strict-gcp';
import { taken } from '@/lib/testing/backends/taken';
import { crc32c } from './crc32c';
import { openGcp } from './gcp-backend';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const SERVICE_ACCOUNT = {
  type: 'service_account',
  client_email: 'reader@shop.iam.gserviceaccount.com',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  private_key_id: 'key-1',
};

/** As Google takes what a service account signed itself: for this service, and not for long. */
function isSigned(authorization: string): boolean {
  const [head = '', body = '', mark = ''] = authorization.replace(/^Bearer /, '').split('.');
  const signature = Buffer.from(mark, 'base64url');
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${body}`), publicKey, signature)) return false;
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  return (
    claims['aud'] === 'https://secretmanager.googleapis.com/' &&
    claims['iss'] === SERVICE_ACCOUNT.client_email &&
    claims['sub'] === SERVICE_ACCOUNT.client_email &&
    Number(claims['exp']) - Number(claims['iat']) === 3600
  );
}

const error = (code: number, status: string) =>
  ({
    kind: 'status',
    status: code,
    body: JSON.stringify({ error: { code, status, message: 'words of Google' } }),
  }) as const;

describe('Google Secret Manager', () => {
  const env = readEnv({ NODE_ENV: 'test', BACKEND_OWN_IDENTITY: 'gcp' });
  const keyFields = (key: unknown) =>
    Plaintext.fromText(JSON.stringify({ serviceAccountKey: JSON.stringify(key) }));
  const connection = (endpoint: string, settings = {}, key: unknown = SERVICE_ACCOUNT) => ({
    kind: 'gcp' as const,
    settings: { project: 'shop', identity: 'credentials', endpoint, ...settings },
    credentials: keyFields(key),
  });
  const openAt = (url: string, settings = {}) => openGcp(connection(url, settings), env);
  const open = () => openAt(gcp.url);
  const stop = new AbortController().signal;
  const reference = (text: string) => parseReference('gcp', text);

  let gcp: StrictGcp;
  beforeAll(async () => {
    gcp = await startStrictGcp();
    gcp.accepts = isSigned;
  });
  afterAll(() => gcp.close());
  afterEach(() => {
    vi.unstubAllEnvs();
    gcp.denied.clear();
    gcp.tamperedCrc32c = null;
    gcp.behave();
  });

  const call = (name: string, body: object) =>
    fetch(`${gcp.url}/v1/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${GCP_ACCESS_TOKEN}` },
      body: JSON.stringify(body),
    });
  const make = (id: string, settings = {}) =>
    call(`projects/shop/secrets?secretId=${id}`, { replication: { automatic: {} }, ...settings });
  const keep = async (id: string, value: string) => {
    await make(id);
    const data = Buffer.from(value).toString('base64');
    const added = await call(`projects/shop/secrets/${id}:addVersion`, { payload: { data } });
    if (!added.ok) throw new Error(await added.text());
  };

  describeBackend('Google Secret Manager', {
    kind: 'gcp',
    open,
    keep,
    keepMembers: (id, members) => keep(id, JSON.stringify(members)),
    versions: true,
    pages: 101,
    network: {
      server: () => gcp,
      openAt,
      denied: error(403, 'PERMISSION_DENIED'),
      throttled: error(429, 'RESOURCE_EXHAUSTED'),
      writes: true,
    },
  });

  it('tells when Google says that it is time to rotate', async () => {
    const nextRotationTime = new Date(Date.now() + DAY_MS).toISOString();
    await make('rotated', { rotation: { rotationPeriod: '2592000s', nextRotationTime } });
    await keep('rotated', 'x');
    const backend = await open();
    expect((await backend.describe(reference('rotated'), stop)).schedule).toEqual({
      enabled: true,
      everyDays: 30,
      lastAt: null,
      nextAt: nextRotationTime,
    });
    backend.close();
  });

  it('takes a value for malformed that does not have its checksum', async () => {
    await keep('tampered', 'x');
    gcp.tamperedCrc32c = '1';
    const backend = await open();
    expect(await taken(backend, reference('tampered'))).toMatchObject({
      fault: { code: 'malformed' },
    });
    backend.close();
  });

  it('says that a disabled version is absent', async () => {
    await keep('disabled', 'x');
    gcp.setState('projects/shop/secrets/disabled/versions/1', 'DISABLED');
    const backend = await open();
    expect(await taken(backend, reference('disabled'))).toMatchObject({
      fault: { code: 'absent' },
    });
    const describing = backend.describe(reference('disabled'), stop);
    await expect(describing).rejects.toMatchObject({ code: 'absent' });
    backend.close();
  });

  it('reads another project where the reference names it', async () => {
    const backend = await open();
    const there = 'projects/other/secrets/there';
    await backend.put!(reference(there), Plaintext.fromText('x'), stop);
    expect(await taken(backend, reference(there))).toMatchObject({ text: 'x', version: '1' });
    expect(await taken(backend, reference('there'))).toMatchObject({ fault: { code: 'absent' } });
    backend.close();
  });

  it('tells denied ones from the others', async () => {
    await keep('closed', 'x');
    await keep('opened', 'x');
    gcp.denied.add('projects/shop/secrets/closed');
    const backend = await open();
    const outcomes = await backend.get(['closed', 'opened'].map(reference), stop);
    expect(outcomes).toMatchObject([{ fault: { code: 'denied' } }, { ok: true }]);
    backend.close();
  });

  it.each([
    [401, 'UNAUTHENTICATED', 'denied'],
    [400, 'INVALID_ARGUMENT', 'absent'],
    [404, 'NOT_FOUND', 'absent'],
    [404, 'SOMETHING_NEW', 'malformed'],
    [500, 'INTERNAL', 'unreachable'],
    [504, 'DEADLINE_EXCEEDED', 'unreachable'],
  ])('takes %i %s for %s', async (status, name, code) => {
    const backend = await open();
    gcp.misbehave(error(status, name));
    expect(await taken(backend, reference('any'))).toMatchObject({ fault: { code } });
    backend.close();
  });

  it.each([
    ['external_account', { type: 'external_account', token_url: 'http://169.254.169.254/' }],
    ['nothing', null],
    ['a key without its half', { ...SERVICE_ACCOUNT, private_key: undefined }],
  ])('refuses credentials that are %s', async (_name, key) => {
    const opening = openGcp(connection(gcp.url, {}, key), env);
    await expect(opening).rejects.toMatchObject({ code: 'denied' });
  });

  it('acts as the console itself only where the operator lends it, and to Google alone', async () => {
    const own = { identity: 'own' };
    const without = readEnv({ NODE_ENV: 'test' });
    await expect(openGcp(connection(gcp.url, own), without)).rejects.toMatchObject({
      code: 'denied',
    });
    await expect(openAt('https://secrets.example.org', own)).rejects.toMatchObject({
      code: 'denied',
    });
  });

  it('says that this machine has no credentials where it has none', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'keystow-gcp-'));
    const file = path.join(folder, 'broken.json');
    await writeFile(file, '{"type":"service_account"}');
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', file);
    const backend = await openAt(gcp.url, { identity: 'own' });
    expect(await taken(backend, reference('any'))).toMatchObject({ fault: { code: 'denied' } });
    backend.close();
    await rm(folder, { recursive: true });
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', path.join(folder, 'none.json'));
    const other = await openAt(gcp.url, { identity: 'own' });
    expect(await taken(other, reference('any'))).toMatchObject({ fault: { code: 'denied' } });
    other.close();
  });
});

it('has the checksum that RFC 3720 gives for its examples', () => {
  const texts = [new Uint8Array(32), new Uint8Array(32).fill(0xff), Buffer.from('123456789')];
  expect(texts.map(crc32c)).toEqual([0x8a9136aa, 0x62a8ab43, 0xe3069283]);
});
