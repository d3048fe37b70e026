import { describe, expect, it } from 'vitest';
import { EnvRefusal, readEnv } from '../env';

const ALL = {
  OIDC_ISSUER: 'https://id.example.org/realms/acme',
  OIDC_CLIENT_ID: 'keystow',
  OIDC_CLIENT_SECRET: 'a secret of the provider',
};

function refusalOf(source: Record<string, string>): EnvRefusal {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvRefusal) return error;
  }
  throw new Error('the environment was accepted');
}

describe('the settings of sign-on', () => {
  it('are none, or all three, with the rest by default', () => {
    expect(readEnv({ OIDC_NAME: 'Acme ID' }).signOn).toBeUndefined();
    const { signOn } = readEnv(ALL);
    expect(signOn).toMatchObject({
      issuer: ALL.OIDC_ISSUER,
      clientId: 'keystow',
      groupsClaim: 'groups',
      scopes: undefined,
      name: 'id.example.org',
    });
    expect(JSON.stringify(signOn)).not.toContain(ALL.OIDC_CLIENT_SECRET);
    expect(readEnv({ ...ALL, OIDC_NAME: 'Acme ID' }).signOn?.name).toBe('Acme ID');
  });

  it.each(Object.keys(ALL))('are refused without %s alone, by its name', (variable) => {
    const problems = refusalOf({ ...ALL, [variable]: '' }).problems;
    expect(problems.map((one) => one.variable)).toEqual([variable]);
  });

  it.each([
    ['OIDC_ISSUER', 'http://id.example.org'],
    ['OIDC_ISSUER', 'https://id.example.org/?tenant=hunter2'],
    ['OIDC_ISSUER', 'https://me:hunter2@id.example.org'],
    ['OIDC_ISSUER', 'no-address'],
    ['OIDC_SCOPES', 'email profile'],
    ['OIDC_SCOPES', 'openid  email'],
    ['OIDC_NAME', 'x'.repeat(61)],
  ])('name %s when it cannot be used, and do not repeat it', (variable, text) => {
    const refusal = refusalOf({ ...ALL, [variable]: text });
    expect(refusal.problems.map((one) => one.variable)).toEqual([variable]);
    expect(refusal.message).not.toContain(text);
  });

  it('allow plain http on this machine alone', () => {
    expect(readEnv({ ...ALL, OIDC_ISSUER: 'http://127.0.0.1:4000' }).signOn).toBeDefined();
    expect(readEnv({ ...ALL, OIDC_ISSUER: 'http://localhost:4000' }).signOn).toBeDefined();
  });
});
