import { describe, expect, it } from 'vitest';
import type { ExternalBackend } from './backend';
import { isAllowedReference, parseReference, variableOfReference } from './backend-reference';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/billing-AbCdEf';

describe('a reference', () => {
  it.each<[ExternalBackend, string, string]>([
    ['aws', 'prod/billing', 'prod/billing'],
    ['aws', 'rds!cluster-1f2e?key=password', 'rds!cluster-1f2e?key=password'],
    ['aws', `${ARN}:password:AWSPENDING:`, `${ARN}?key=password&stage=AWSPENDING`],
    ['aws', `${ARN}:password::`, `${ARN}?key=password`],
    ['aws', 'a?stage=AWSPREVIOUS&key=p%20q', 'a?key=p%20q&stage=AWSPREVIOUS'],
    ['gcp', 'projects/p-1/secrets/db?version=3', 'projects/p-1/secrets/db?version=3'],
    ['vault', 'billing/db?version=2&key=password', 'billing/db?key=password&version=2'],
    ['vault', 'billing/db?mount=kv/team', 'billing/db?mount=kv%2Fteam'],
    ['env', 'llm_api_key/control_plane', 'llm_api_key/control_plane'],
  ])('of %s has one spelling: %s', (backend, given, text) => {
    const reference = parseReference(backend, given);
    expect(reference.text).toBe(text);
    expect(parseReference(backend, text)).toEqual(reference);
  });

  it.each<[ExternalBackend, string]>([
    ['vault', 'billing/../root'],
    ['vault', 'billing/%2e%2e/root'],
    ['vault', 'billing//db'],
    ['vault', '/billing'],
    ['vault', 'billing/'],
    ['vault', './billing'],
    ['vault', 'db?mount=..'],
    ['vault', 'db?mount=a//b'],
    ['vault', 'db?key='],
    ['vault', 'db?key=%zz'],
    ['vault', 'db?key=a&key=b'],
    ['vault', 'db?stage=AWSCURRENT'],
    ['vault', 'db?version=0'],
    ['aws', ''],
    ['aws', 'a b'],
    ['aws', '../a'],
    ['aws', 'a?stage=S&version=abc'],
    ['gcp', 'projects/p/secrets/../x'],
    ['gcp', 'a?version=latest'],
    ['env', '../passwd'],
    ['env', '/etc/passwd'],
    ['env', 'A?key=b'],
    ['env', 'x'.repeat(2000)],
  ])('of %s that climbs, or is none, is refused with what to give: %s', (backend, given) => {
    const refusal = expect.objectContaining({
      code: 'rule_broken',
      extras: { issues: [expect.objectContaining({ pointer: '/reference', code: 'reference' })] },
    });
    expect(() => parseReference(backend, given)).toThrow(refusal as Error);
  });

  it('by slashes names a variable', () => {
    const name = (text: string) => variableOfReference(parseReference('env', text));
    expect(name('llm_api_key/control_plane')).toBe('LLM_API_KEY_CONTROL_PLANE');
    expect(name('Sendgrid_Key')).toBe('Sendgrid_Key');
  });

  it('is allowed by what covers its whole path, and its mount where it names one', () => {
    const allowed = (globs: string[], text: string) =>
      isAllowedReference('vault', globs, parseReference('vault', text));
    expect(allowed([], 'any/thing')).toBe(true);
    expect(allowed(['billing/*'], 'billing/db?key=x')).toBe(true);
    expect(allowed(['billing/*'], 'other/billing/db')).toBe(false);
    expect(allowed(['billing/*'], 'billing/db?mount=root')).toBe(false);
    expect(allowed(['root:billing/*'], 'billing/db?mount=root')).toBe(true);
    expect(allowed(['a.c'], 'abc')).toBe(false);
  });

  it('to a variable is allowed by what covers that variable, however either is spelled', () => {
    const allowed = (glob: string, text: string) =>
      isAllowedReference('env', [glob], parseReference('env', text));
    expect(allowed('llm/*', 'llm/key')).toBe(true);
    expect(allowed('llm/*', 'LLM_KEY')).toBe(true);
    expect(allowed('LLM_*', 'llm/key')).toBe(true);
    expect(allowed('mail/*', 'llm/key')).toBe(false);
    // The variable LLM_KEY, which the glob does not cover.
    expect(allowed('llm*', 'llm/key')).toBe(false);
  });
});
