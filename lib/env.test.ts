import path from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { EnvRefusal, HiddenText, readCommandEnv, readEnv } from './env';

function refusalOf(source: Record<string, string>): EnvRefusal {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvRefusal) return error;
    throw error;
  }
  throw new Error('the environment was accepted');
}

describe('the environment', () => {
  it('names private hosts, with a port or without', () => {
    const named = 'Vault.lan:8200, db.lan,[fd12::1]:8200,fd12::2';
    expect(readEnv({ BACKEND_PRIVATE_HOSTS: named }).backendPrivateHosts).toEqual([
      ...['vault.lan:8200', 'db.lan', '[fd12::1]:8200', 'fd12::2'],
    ]);
    for (const wrong of ['https://vault.lan', 'vault.lan:port', 'vault.lan/x']) {
      expect(() => readEnv({ BACKEND_PRIVATE_HOSTS: wrong })).toThrow(EnvRefusal);
    }
  });

  it('has a default for everything, those of production when NODE_ENV is unset', () => {
    expect(readEnv({})).toMatchObject({
      production: true,
      databaseUrl: undefined,
      dataDir: path.resolve('data'),
      configDir: path.resolve('config'),
      secretProvider: 'env',
      secretBackend: 'local',
      baseUrl: undefined,
      host: 'localhost',
      port: 3000,
      trustProxy: false,
      logLevel: 'info',
    });
  });

  it('gives development its own folders', () => {
    const env = readEnv({ NODE_ENV: 'development' });
    expect([env.production, env.dataDir, env.configDir]).toEqual([
      false,
      path.resolve('data-dev'),
      path.resolve('config-dev'),
    ]);
  });

  it.each([
    ['development', 'DATA_DIR', './data'],
    ['development', 'CONFIG_DIR', 'config/'],
    ['production', 'DATA_DIR', path.resolve('data-dev')],
    ['production', 'CONFIG_DIR', 'config-dev'],
  ])('%s does not take the other one’s %s', (mode, variable, folder) => {
    const refusal = refusalOf({ NODE_ENV: mode, [variable]: folder });
    expect(refusal.problems.map((one) => one.variable)).toEqual([variable]);
  });

  it('counts an empty variable as unset', () => {
    const empty = { NODE_ENV: '', PORT: '', DATABASE_URL: '', SECRET_BACKEND: '', BASE_URL: '' };
    expect(readEnv(empty)).toEqual(readEnv({}));
  });

  it('reads the aliases of the backends', () => {
    expect(readEnv({ SECRET_BACKEND: 'local_encrypted' }).secretBackend).toBe('local');
    expect(readEnv({ SECRET_BACKEND: 'aws_sm' }).secretBackend).toBe('aws');
  });

  it('does not store new secrets in the environment, which is read-only', () => {
    expect(refusalOf({ SECRET_BACKEND: 'env' }).problems[0]?.expected).toContain('read-only');
  });

  it('keeps a key byte for byte, blanks and newlines included', () => {
    expect(readEnv({ KEYSTOW_MASTER_KEY: ' a\n' }).masterKey?.reveal()).toBe(' a\n');
  });

  it('takes a public address as an origin, without its trailing slash', () => {
    expect(readEnv({ BASE_URL: 'https://Keys.Example.org/' }).baseUrl).toBe(
      'https://keys.example.org',
    );
  });

  it.each([
    ['NODE_ENV', 'staging'],
    ['DATABASE_URL', 'mysql://me:hunter2@host/db'],
    ['SECRET_PROVIDER', 'vaultlike'],
    ['SECRET_BACKEND', 'somewhere'],
    ['SECRET_BACKEND', 'toString'],
    ['SECRET_BACKEND', '__proto__'],
    ['BASE_URL', 'https://me:hunter2@host.example'],
    ['BASE_URL', 'https://host.example/console'],
    ['BASE_URL', 'javascript:alert(1)'],
    ['HOST', 'http://host'],
    ['PORT', '65536'],
    ['PORT', '3e3'],
    ['PORT', '-1'],
    ['TRUST_PROXY', 'maybe'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS_TOKEN', 'tooshort'],
    ['SMTP_URL', 'mail-without-scheme'],
    ['SMTP_FROM', 'keystow'],
  ])('refuses a wrong %s by name, without quoting it: %s', (variable, text) => {
    const refusal = refusalOf({ [variable]: text });
    expect(refusal.message).toMatch(new RegExp(`^${variable}: expected \\S`));
    expect(inspect(refusal)).not.toContain(text);
  });

  it('names every wrong variable at once', () => {
    const refusal = refusalOf({ PORT: 'x', LOG_LEVEL: 'x', TRUST_PROXY: 'x' });
    expect(refusal.problems.map((one) => one.variable).sort()).toEqual([
      'LOG_LEVEL',
      'PORT',
      'TRUST_PROXY',
    ]);
  });

  it.each([
    [{ KEYSTOW_ADMIN_EMAIL: 'ada@example.org' }, 'KEYSTOW_ADMIN_PASSWORD'],
    [{ KEYSTOW_ADMIN_PASSWORD: 'correct horse battery' }, 'KEYSTOW_ADMIN_EMAIL'],
  ])('wants both halves of the first administrator', (source, missing) => {
    expect(refusalOf(source).problems[0]?.variable).toBe(missing);
  });

  it('shows no key, password or database address when printed', () => {
    const names = [
      'KEYSTOW_MASTER_KEY',
      'KEYSTOW_MASTER_KEY_PREVIOUS',
      'JWT_SECRET',
      'JWT_SECRET_PREVIOUS',
      'INSTANCE_ENCRYPTION_KEY',
      'INSTANCE_ENCRYPTION_KEY_PREVIOUS',
      'SECRET_KEY',
      'SECRET_KEY_PREVIOUS',
      'FERNET_SECRET_KEY',
      'METRICS_TOKEN',
      'SMTP_PASSWORD',
      'KEYSTOW_ADMIN_PASSWORD',
    ];
    const env = readEnv({
      ...Object.fromEntries(names.map((name) => [name, 'canary-value-0123456789'])),
      DATABASE_URL: 'postgresql://me:canary-value-0123456789@host/db',
      KEYSTOW_ADMIN_EMAIL: 'ada@example.org',
    });
    const shown = inspect(env, { depth: 9, showHidden: true }) + JSON.stringify(env);
    const loose = Object.values(env).map(String).join('\n');
    expect(shown + loose).not.toContain('canary');
    expect(Object.values(env).filter((one) => one instanceof HiddenText)).toHaveLength(13);
  });
});

describe('the environment of a command', () => {
  it('is the console’s address alone: other settings are those of what it starts', () => {
    const source = {
      KEYSTOW_URL: 'http://localhost:3000',
      PORT: 'socket',
      DATABASE_URL: 'mysql://',
    };
    expect(readCommandEnv(source).consoleUrl).toBe('http://localhost:3000');
  });

  it('takes one server key or several, and nothing that looks like another', () => {
    const key = `ed25519:${'A'.repeat(43)}`;
    const both = `${key}, ${key}`;
    expect(readCommandEnv({ KEYSTOW_SERVER_KEY: both }).serverKey).toBe(both);
    const wrong = () => readCommandEnv({ KEYSTOW_SERVER_KEY: `${key}=` });
    expect(wrong).toThrow('KEYSTOW_SERVER_KEY: expected ed25519:');
  });

  it('passes over a base folder that is relative', () => {
    expect(readCommandEnv({ XDG_CONFIG_HOME: 'config' }).configHome).toBeUndefined();
    expect(readCommandEnv({ XDG_CONFIG_HOME: '/etc/ada' }).configHome).toBe('/etc/ada');
  });
});
