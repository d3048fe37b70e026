import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EnvRefusal } from '@/lib/env';
import { describeMoto, MOTO_CREDENTIALS } from '@/lib/testing/backends/moto-server';
import { BootRefusal } from '../keys/boot-refusal';
import { gatherConfiguration } from './gather-configuration';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keystow-gather-'));
});
afterEach(() => rm(folder, { recursive: true }));

const file = async (name: string, text: string) => {
  const full = path.join(folder, name);
  await mkdir(path.dirname(full), { recursive: true });
  await writeFile(full, text);
  return full;
};
const gather = (variables: Record<string, string>) => gatherConfiguration(variables, folder);
const refusalOf = (variables: Record<string, string>) =>
  gather(variables).then(
    () => null,
    (error: unknown) => error as Error,
  );

describe('the env provider', () => {
  it('takes a variable before .env, .env before a named file, and that before the mounted folder', async () => {
    await file('.env', 'SMTP_PASSWORD=of-the-dotenv\nMETRICS_TOKEN=of-the-dotenv-1234\n');
    const named = await file('named', 'of-the-named-file\n');
    await file('mounted/SMTP_PASSWORD', 'mounted');
    await file('mounted/FERNET_SECRET_KEY', 'mounted-fernet');
    await file('mounted/VAULT_TOKEN', 'mounted-token\n');
    const configuration = await gather({
      METRICS_TOKEN: 'of-the-variable-1234',
      SMTP_PASSWORD_FILE: named,
      FERNET_SECRET_KEY_FILE: named,
      SECRET_DIR: path.join(folder, 'mounted'),
    });
    const { env } = configuration;
    expect(env.metricsToken?.reveal()).toBe('of-the-variable-1234');
    expect(env.smtpPassword?.reveal()).toBe('of-the-dotenv');
    expect(env.fernetSecretKey?.reveal()).toBe('of-the-named-file');
    expect(env.vault.token?.reveal()).toBe('mounted-token');
    expect(configuration.secret('SMTP_PASSWORD')?.source).toBe('the file .env');
    expect(configuration.secret('FERNET_SECRET_KEY')?.source).toContain('FERNET_SECRET_KEY_FILE');
    expect(configuration.secret('DATABASE_URL')).toBeUndefined();
    expect(JSON.stringify(configuration)).not.toContain('mounted-token');
  });

  it('says that a variable is of .env where the start has read that file before', async () => {
    await file('.env', 'SMTP_PASSWORD=the-same');
    const configuration = await gather({ SMTP_PASSWORD: 'the-same' });
    expect(configuration.secret('SMTP_PASSWORD')?.source).toBe('the file .env');
  });

  it('reads slash references of a mounted folder as the names they stand for', async () => {
    await file('mounted/smtp/password', 'by a slash');
    await file('mounted/..data/metrics_token', 'hidden, of an orchestrator');
    const { env } = await gather({ SECRET_DIR: path.join(folder, 'mounted') });
    expect(env.smtpPassword?.reveal()).toBe('by a slash');
    expect(env.metricsToken).toBeUndefined();
  });

  it('refuses a file that is named and is not there, and a folder that cannot be read', async () => {
    const missing = await refusalOf({ JWT_SECRET_FILE: path.join(folder, 'none') });
    expect(missing).toBeInstanceOf(BootRefusal);
    expect(missing?.message).toContain('JWT_SECRET_FILE');
    const unread = await refusalOf({ SECRET_DIR: path.join(folder, 'none') });
    expect(unread?.message).toContain('SECRET_DIR');
  });

  it('joins what settings belong together wherever each of them is from', async () => {
    await file('mounted/OIDC_CLIENT_SECRET', 'of the provider');
    const settings = { OIDC_ISSUER: 'https://id.example.org', OIDC_CLIENT_ID: 'keystow' };
    expect(await refusalOf(settings)).toBeInstanceOf(EnvRefusal);
    const { env } = await gather({ ...settings, SECRET_DIR: path.join(folder, 'mounted') });
    expect(env.signOn?.clientSecret.reveal()).toBe('of the provider');
  });
});

it('a cloud is not asked without its region or project', async () => {
  expect((await refusalOf({ SECRET_PROVIDER: 'aws' }))?.message).toContain('AWS_REGION');
  expect((await refusalOf({ SECRET_PROVIDER: 'gcp' }))?.message).toContain('GOOGLE_CLOUD_PROJECT');
});

it('a cloud’s own library is loaded by a process whose provider it is, and by no other', async () => {
  const script = `
    const { gatherConfiguration } = await import('./lib/services/managed/gather-configuration.ts');
    await gatherConfiguration({ ...JSON.parse(process.argv[1]) }).catch(() => undefined);
    const { createRequire } = await import('node:module');
    const loaded = Object.keys(createRequire(process.cwd() + '/x.js').cache);
    console.log(loaded.some((file) => file.includes('@aws-sdk/client-secrets-manager')));`;
  const loads = async (variables: Record<string, string>) => {
    const args = [
      '--conditions=react-server',
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      script,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...args,
      JSON.stringify(variables),
    ]);
    return stdout.trim();
  };
  expect(await loads({})).toBe('false');
  const aws = { SECRET_PROVIDER: 'aws', AWS_REGION: 'eu-central-1' };
  expect(await loads({ ...aws, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' })).toBe('true');
}, 60_000);

describeMoto('SECRET_PROVIDER=aws', (moto) => {
  const { region, accessKeyId, secretAccessKey } = MOTO_CREDENTIALS;
  const variables = () => ({
    NODE_ENV: 'test',
    SECRET_PROVIDER: 'aws',
    AWS_REGION: region,
    AWS_ENDPOINT_URL: moto().url,
    BACKEND_PRIVATE_HOSTS: '127.0.0.1',
  });
  beforeEach(async () => {
    process.env['AWS_ACCESS_KEY_ID'] = accessKeyId;
    process.env['AWS_SECRET_ACCESS_KEY'] = secretAccessKey;
    await moto().reset();
  });
  afterEach(() => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
  });
  const put = async (name: string, text: string) => {
    const { SecretsManagerClient, CreateSecretCommand } =
      await import('@aws-sdk/client-secrets-manager');
    const client = new SecretsManagerClient({
      region,
      endpoint: moto().url,
      credentials: { accessKeyId, secretAccessKey },
    });
    await client.send(new CreateSecretCommand({ Name: name, SecretString: text }));
    client.destroy();
  };

  it('fetches what is not set as a variable, below its prefix, and leaves absent ones absent', async () => {
    await put('keystow/METRICS_TOKEN', 'of-secrets-manager');
    await put('keystow/SMTP_PASSWORD', 'not asked for');
    const configuration = await gather({ ...variables(), SMTP_PASSWORD: 'of the variable' });
    expect(configuration.env.metricsToken?.reveal()).toBe('of-secrets-manager');
    expect(configuration.env.smtpPassword?.reveal()).toBe('of the variable');
    expect(configuration.env.jwtSecret).toBeUndefined();
    expect(configuration.secret('METRICS_TOKEN')).toMatchObject({
      source: 'AWS Secrets Manager, keystow/METRICS_TOKEN',
    });
    await put('other-METRICS_TOKEN', 'of another prefix');
    const other = await gather({ ...variables(), SECRET_PROVIDER_PREFIX: 'other-' });
    expect(other.env.metricsToken?.reveal()).toBe('of another prefix');
  });

  it('refuses a start that it cannot answer, by the reference and the remedy', async () => {
    const refused = await refusalOf({ ...variables(), AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
    expect(refused).toBeInstanceOf(BootRefusal);
    expect(refused).toMatchObject({ code: 'secret_provider_unreachable' });
    expect(refused?.message).toContain('keystow/KEYSTOW_MASTER_KEY');
    expect(refused?.message).toContain('SECRET_PROVIDER=env');
  });
});
