import { beforeAll, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { readValueParts } from '@/lib/domain/value-parts';
import { describeDatabases } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind } from '../access/authorize';
import { aliasSecret } from './alias-secret';
import { importSecrets } from './import-secrets';
import { listSecrets } from './list-secrets';
import { putSecret } from './put-secrets';
import type { SecretInput } from './secret-input';

const TEAM = anyKind('payments');

describeDatabases('an import and the kinds of secrets', (open) => {
  let acme: TestOrganization;

  beforeAll(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
  });

  const put = (key: string, value: string, more: Partial<SecretInput> = {}) =>
    putSecret(acme.ctx, TEAM, {
      key,
      plaintext: Plaintext.fromText(value),
      format: 'utf8',
      ...more,
    });
  const run = (text: string, apply = false) =>
    importSecrets(acme.ctx, TEAM, { text, format: 'dotenv', apply });
  const verdictsOf = async (text: string) =>
    (await run(text)).rows.map(({ key, verdict, code }) => [key, verdict, code]);

  it('gives new names a type by name and value, and refuses none for it', async () => {
    const lines = [
      'NEW_URL=postgres://user:pass@host/name',
      'NEW_API_KEY=sk_live_1',
      'NEW_TOKEN="two words"',
      'NEW_TEXT=hello',
    ];
    expect((await run(lines.join('\n'), true)).applied).toBe(4);
    const { items } = await listSecrets(acme.ctx, TEAM, { q: 'NEW_' });
    expect(items.map(({ key, type, category }) => [key, type, category])).toEqual([
      ['NEW_API_KEY', 'api_key', 'provider'],
      ['NEW_TEXT', 'generic', 'infrastructure'],
      ['NEW_TOKEN', 'generic', 'infrastructure'],
      ['NEW_URL', 'database_url', 'infrastructure'],
    ]);
    expect((await run('NEW_API_KEY="two words"', true)).applied).toBe(1);
  });

  it('is told beforehand what a chosen type would refuse', async () => {
    await put('PINNED', 'sk_live_1', { type: 'api_key' });
    const text = 'PINNED="two words"\nFREE=x';
    expect(await verdictsOf(text)).toEqual([
      ['PINNED', 'invalid', 'type_shape'],
      ['FREE', 'new', null],
    ]);
    await expect(run(text, true)).rejects.toMatchObject({
      code: 'rule_broken',
      extras: { issues: [{ pointer: '/text', code: 'type_shape' }] },
    });
    expect(await verdictsOf('PINNED=sk_live_1')).toEqual([['PINNED', 'unchanged', null]]);
    expect(await verdictsOf('PINNED=sk_live_2')).toEqual([['PINNED', 'replace', null]]);
  });

  it('replaces no alias, and no structured value by a text', async () => {
    await put('TARGET', 'x');
    await aliasSecret(acme.ctx, TEAM, { key: 'STANDS_IN', aliasOf: 'TARGET' });
    const plaintext = readValueParts({ access_token: 'a' });
    await put('GITHUB', '', { type: 'oauth_tokens', format: 'object', plaintext });
    expect(await verdictsOf('STANDS_IN=x\nGITHUB=x')).toEqual([
      ['STANDS_IN', 'invalid', 'is_alias'],
      ['GITHUB', 'invalid', 'type_shape'],
    ]);
  });

  it('takes no name that a part is delivered under', async () => {
    const text = 'github_access_token=x\nGITHUB_REFRESH_TOKEN=x';
    expect(await verdictsOf(text)).toEqual([
      ['github_access_token', 'invalid', 'part_name_taken'],
      ['GITHUB_REFRESH_TOKEN', 'new', null],
    ]);
  });
});
