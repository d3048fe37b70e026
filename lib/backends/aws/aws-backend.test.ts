import {
  CreateSecretCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { BackendFault } from '@/lib/domain/backend';
import { parseReference } from '@/lib/domain/backend-reference';
import { Plaintext } from '@/lib/domain/plaintext';
import { readEnv } from '@/lib/env';
import { describeBackend } from '@/lib/testing/backends/backend-suite';
import { MOTO_CREDENTIALS, describeMoto } from '@/lib/testing/backends/moto-server';
import { taken, takenAll } from '@/lib/testing/backends/taken';
import { openAws } from './aws-backend';

const { region, ...keys } = MOTO_CREDENTIALS;

const refusal = (type: string, status = 400) =>
  ({
    kind: 'status',
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ __type: type, message: 'words of AWS' }),
  }) as const;

describeMoto('AWS Secrets Manager', (moto) => {
  const env = readEnv({ NODE_ENV: 'test', BACKEND_OWN_IDENTITY: 'aws' });
  const connection = (endpoint: string, settings = {}) => ({
    kind: 'aws' as const,
    settings: { region, identity: 'credentials', endpoint, ...settings },
    credentials: Plaintext.fromText(JSON.stringify(keys)),
  });
  const openAt = (url: string, settings = {}) => openAws(connection(url, settings), env);
  const open = () => openAt(moto().url);
  const ROLE = { roleArn: 'arn:aws:iam::123456789012:role/reader' };
  const openAs = (role: typeof ROLE) => openAws(connection(moto().url, role), env, moto().url);
  const stop = new AbortController().signal;
  const reference = (text: string) => parseReference('aws', text);

  let client: SecretsManagerClient;
  beforeAll(() => {
    client = new SecretsManagerClient({ region, endpoint: moto().url, credentials: keys });
  });
  afterAll(() => client.destroy());
  afterEach(() => {
    vi.unstubAllEnvs();
    moto().behave();
  });

  const keep = async (path: string, value: string) => {
    const put = new PutSecretValueCommand({ SecretId: path, SecretString: value });
    await client
      .send(put)
      .catch(() => client.send(new CreateSecretCommand({ Name: path, SecretString: value })));
  };

  describeBackend('AWS Secrets Manager', {
    kind: 'aws',
    open,
    keep,
    keepMembers: (path, members) => keep(path, JSON.stringify(members)),
    versions: true,
    rotate: async (path) => {
      const RotationRules = { AutomaticallyAfterDays: 30 };
      const rotate = new RotateSecretCommand({ SecretId: path, RotationRules });
      await client.send(rotate);
    },
    pages: 101,
    network: {
      server: moto,
      openAt,
      denied: refusal('AccessDeniedException'),
      throttled: refusal('ThrottlingException'),
      writes: true,
    },
  });

  it('gives a stage that is asked for', async () => {
    await keep('staged', 'first');
    await keep('staged', 'second');
    const backend = await open();
    const stages = ['staged', 'staged?stage=AWSPREVIOUS', 'staged?stage=MINE'].map(reference);
    const outcomes = await takenAll(backend, stages);
    expect(outcomes.map(({ text, fault }) => text ?? fault?.code)).toEqual([
      'second',
      'first',
      'absent',
    ]);
    const put = backend.put!(stages[1]!, Plaintext.fromText('x'), stop);
    await expect(put).rejects.toMatchObject({ code: 'denied' });
    backend.close();
  });

  it('asks for twenty names at a time, and for each alone where that is not allowed', async () => {
    const names = Array.from({ length: 45 }, (_, index) => `batched-${index}`);
    for (const name of names) await keep(name, name);
    const backend = await open();
    const before = moto().calls.length;
    const texts = async () =>
      (await takenAll(backend, names.map(reference))).map(({ text }) => text);
    expect(await texts()).toEqual(names);
    expect(moto().calls.length - before).toBe(3);
    moto().misbehave(refusal('AccessDeniedException'), 3);
    expect(await texts()).toEqual(names);
    backend.close();
  });

  it('gives numbers as they are written, and leaves what it would alter', async () => {
    await keep('numbers', '{"port": 5432, "id": 12345678901234567890, "on": true, "of": {"a": 1}}');
    const backend = await open();
    const members = ['port', 'id', 'on', 'of'].map((key) => reference(`numbers?key=${key}`));
    const outcomes = await takenAll(backend, members);
    expect(outcomes.map(({ text, fault }) => text ?? fault?.code)).toEqual([
      '5432',
      '12345678901234567890',
      'true',
      'malformed',
    ]);
    const put = backend.put!(members[0]!, Plaintext.fromText('1'), stop);
    await expect(put).rejects.toMatchObject({ code: 'malformed' });
    backend.close();
  });

  it('says that a deleted secret is absent', async () => {
    await keep('deleted', 'x');
    const backend = await open();
    await backend.remove!(reference('deleted'), stop);
    expect(await taken(backend, reference('deleted'))).toMatchObject({ fault: { code: 'absent' } });
    const describing = backend.describe(reference('deleted'), stop);
    await expect(describing).rejects.toMatchObject({ code: 'absent' });
    backend.close();
  });

  it.each([
    ['DecryptionFailure', 400, 'denied'],
    ['ExpiredTokenException', 400, 'denied'],
    ['UnrecognizedClientException', 400, 'denied'],
    ['InvalidParameterException', 400, 'absent'],
    ['InvalidRequestException', 400, 'absent'],
    ['InternalServiceError', 500, 'unreachable'],
    ['SomethingNew', 400, 'malformed'],
    ['SomethingNew', 403, 'denied'],
  ])('takes %s with status %i for %s', async (type, status, code) => {
    await keep('kept', 'x');
    const backend = await open();
    moto().misbehave(refusal(type, status));
    expect(await taken(backend, reference('kept'))).toMatchObject({ fault: { code } });
    backend.close();
  });

  it('tells who is not known from who may not list', async () => {
    const backend = await open();
    moto().misbehave(refusal('UnrecognizedClientException'));
    expect((await backend.test(stop)).map(({ ok }) => ok)).toEqual([false, null, null]);
    moto().misbehave(refusal('AccessDeniedException'));
    expect((await backend.test(stop)).map(({ ok }) => ok)).toEqual([true, false, null]);
    backend.close();
  });

  it('acts as the console itself only where the operator lends it, and to AWS alone', async () => {
    const own = { identity: 'own' };
    const without = readEnv({ NODE_ENV: 'test' });
    await expect(openAws(connection(moto().url, own), without)).rejects.toMatchObject({
      code: 'denied',
    });
    await expect(openAt('https://secrets.example.org', own)).rejects.toMatchObject({
      code: 'denied',
    });
    for (const host of [
      'bucket.s3.eu-central-1.amazonaws.com',
      'ec2-1-2-3-4.eu-central-1.compute.amazonaws.com',
      'secretsmanager.eu-central-1.amazonaws.com.example.org',
    ])
      await expect(openAt(`https://${host}`, own), host).rejects.toMatchObject({ code: 'denied' });
    for (const host of [
      'secretsmanager.eu-central-1.amazonaws.com',
      'secretsmanager-fips.us-east-1.amazonaws.com',
      'secretsmanager.cn-north-1.amazonaws.com.cn',
      'vpce-0a1b-2c.secretsmanager.eu-central-1.vpce.amazonaws.com',
    ])
      (await openAt(`https://${host}`, own)).close();
  });

  it('takes a role on, and signs with what that has', async () => {
    await keep('of-a-role', 'x');
    const backend = await openAs(ROLE);
    const before = moto().calls.length;
    expect(await taken(backend, reference('of-a-role'))).toMatchObject({ text: 'x' });
    const [toSts, ...rest] = moto().calls.slice(before);
    expect(toSts?.headers.authorization).toContain(keys.accessKeyId);
    expect(rest).toHaveLength(1);
    expect(rest[0]?.headers.authorization).not.toContain(keys.accessKeyId);
    expect(rest[0]?.headers['x-amz-security-token']).toBeTruthy();
    backend.close();
  });

  it('takes a role on at AWS alone, whatever variables of this machine say', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', moto().url);
    vi.stubEnv('AWS_ENDPOINT_URL_STS', moto().url);
    const before = moto().calls.length;
    const backend = await openAt(moto().url, { ...ROLE, region: 'xx-nowhere-1' });
    const { fault } = await taken(backend, reference('of-a-role'));
    expect(fault).toBeInstanceOf(BackendFault);
    expect(moto().calls).toHaveLength(before);
    backend.close();
  });

  it('is denied what a role may not be taken on for', async () => {
    const backend = await openAs(ROLE);
    moto().misbehave({
      kind: 'status',
      status: 403,
      body: '<ErrorResponse><Error><Code>AccessDenied</Code><Message>words of AWS</Message></Error></ErrorResponse>',
      headers: { 'content-type': 'text/xml' },
    });
    const { fault } = await taken(backend, reference('of-a-role'));
    expect(fault).toMatchObject({ code: 'denied' });
    backend.close();
  });

  it('uses what the SDK finds on this machine where it is lent', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAOWNOWNOWNOWNOWN1');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', keys.secretAccessKey);
    await keep('of-its-own', 'x');
    const backend = await openAt(moto().url, { identity: 'own' });
    expect(await taken(backend, reference('of-its-own'))).toMatchObject({ text: 'x' });
    expect(moto().calls.at(-1)?.headers.authorization).toContain('AKIAOWNOWNOWNOWNOWN1');
    backend.close();
  });
});
