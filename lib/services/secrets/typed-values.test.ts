import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { readValueParts } from '@/lib/domain/value-parts';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { PLATFORM_SCOPE } from '../access/authorize';
import { putSecret } from './put-secrets';
import { rollBackSecret } from './roll-back-secret';
import type { SecretInput } from './secret-input';

type More = Partial<SecretInput>;

const text = (key: string, value: string, more: More = {}): SecretInput => ({
  key,
  plaintext: Plaintext.fromText(value),
  format: 'utf8',
  ...more,
});

const object = (key: string, parts: Record<string, string>, more: More = {}): SecretInput => ({
  key,
  plaintext: readValueParts(parts),
  format: 'object',
  ...more,
});

const URL = 'postgres://user:pass@host/name';
const issue = (pointer: string, code: string) => ({ extras: { issues: [{ pointer, code }] } });

describeDatabase('a value and its type', (open) => {
  let database: Database;
  let acme: TestOrganization;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  const put = async (input: SecretInput) =>
    (await putSecret(acme.ctx, PLATFORM_SCOPE, input)).secret;
  const versionsOf = (id: string) =>
    database.prisma.secretVersion.findMany({
      where: { secretId: fromTypeId(['secret'], id) ?? '' },
      orderBy: { number: 'asc' },
    });

  describe('that was guessed', () => {
    it('gives a new secret its category, too', async () => {
      expect(await put(text('MAIN_DB', URL))).toMatchObject({
        type: 'database_url',
        category: 'infrastructure',
      });
      const given = text('STRIPE_KEY', 'sk_live_1', { category: 'agent' });
      expect(await put(given)).toMatchObject({ type: 'api_key', category: 'agent' });
      expect(await put(text('HOOK_SECRET', 'whsec_0123456789abcdef'))).toMatchObject({
        type: 'webhook_secret',
        category: 'integration',
      });
    });

    it('refuses nothing: another value makes it another guess', async () => {
      expect(await put(text('DATABASE_URL', URL))).toMatchObject({ type: 'database_url' });
      expect(await put(text('DATABASE_URL', `${URL}2`))).toMatchObject({ type: 'database_url' });
      const replaced = await put(text('DATABASE_URL', 'two words'));
      expect(replaced).toMatchObject({ type: 'generic', category: 'infrastructure', version: 3 });
    });
  });

  describe('that was chosen', () => {
    it.each([
      ['api_key', 'two words'],
      ['database_url', 'https://host'],
      ['webhook_secret', 'short'],
      ['jwt_signing_key', 'short'],
      ['encryption_key', 'short'],
    ] as const)('refuses what is no %s, and the refusal names generic', async (type, value) => {
      const refused = put(text('CHOSEN', value, { type }));
      await expect(refused).rejects.toMatchObject({
        code: 'rule_broken',
        message: expect.stringMatching(/choose the type generic\.$/) as string,
        ...issue('/value', 'type_shape'),
      });
      expect(await database.prisma.secret.count({ where: { name: 'CHOSEN' } })).toBe(0);
    });

    it('holds for the next value as well, until another type comes along', async () => {
      await put(text('PINNED', URL, { type: 'database_url' }));
      await expect(put(text('PINNED', 'canary'))).rejects.toMatchObject({
        code: 'rule_broken',
        message: expect.stringContaining('send another type along') as string,
        ...issue('/value', 'type_shape'),
      });
      const secret = await put(text('PINNED', ' kept as it is \n', { type: 'generic' }));
      expect(secret).toMatchObject({ type: 'generic', version: 2 });
      const stored = await openCurrentValue(acme.ctx.installation, secret.id);
      expect(stored.toString()).toBe(' kept as it is \n');
    });

    it('does not keep an older value from coming back', async () => {
      await put(text('ROLLED', 'any thing'));
      await put(text('ROLLED', 'sk_1', { type: 'api_key' }));
      const back = await rollBackSecret(acme.ctx, PLATFORM_SCOPE, 'ROLLED', { version: 1 });
      expect(back).toMatchObject({ type: 'api_key', version: 3 });
    });
  });

  describe('with parts', () => {
    const tokens = { refresh_token: 'canary-r', access_token: 'canary-a' };

    it('is sealed as RFC 8785 JSON, and lists the names of its parts', async () => {
      const secret = await put(object('GITHUB', tokens, { type: 'oauth_tokens' }));
      const parts = ['access_token', 'refresh_token'];
      expect(secret).toMatchObject({ type: 'oauth_tokens', format: 'object', parts });
      const stored = await openCurrentValue(acme.ctx.installation, secret.id);
      expect(stored.toString()).toBe('{"access_token":"canary-a","refresh_token":"canary-r"}');
      const again = await put(object('GITHUB', { access_token: 'b' }));
      expect(again).toMatchObject({ version: 2, parts: ['access_token'] });
      const rows = await versionsOf(secret.id);
      expect(rows.map((row) => row.parts)).toEqual([parts, ['access_token']]);
      const back = await rollBackSecret(acme.ctx, PLATFORM_SCOPE, 'GITHUB', { version: 1 });
      expect(back).toMatchObject({ version: 3, format: 'object', parts });
    });

    it.each([
      [{ refresh_token: 'r' }, '/value/access_token'],
      [{ access_token: '' }, '/value/access_token'],
      [{ access_token: 'a', username: 'b' }, '/value'],
    ])('is refused without what it needs, and with what it has not: %j', async (parts, pointer) => {
      const input = object('BROKEN', parts as Record<string, string>, { type: 'oauth_tokens' });
      await expect(put(input)).rejects.toMatchObject(issue(pointer, 'type_shape'));
    });

    it('needs a type with parts, given or stored: else an object is no value at all', async () => {
      const refused = { code: 'invalid_shape', ...issue('/value', 'wrong_type') };
      await expect(put(object('OPERATOR', { not: '' }))).rejects.toMatchObject(refused);
      await put(text('PLAIN', 'x'));
      await expect(put(object('PLAIN', tokens))).rejects.toMatchObject(refused);
      await expect(put(object('PLAIN', tokens, { type: 'api_key' }))).rejects.toMatchObject(
        refused,
      );
    });

    it('is not replaced by a text, unless another type comes with it', async () => {
      await put(object('LOGIN', { username: 'u', password: 'p' }, { type: 'auth_profile' }));
      const refused = { code: 'rule_broken', ...issue('/value', 'type_shape') };
      await expect(put(text('LOGIN', '{"username":"u"}'))).rejects.toMatchObject(refused);
      const replaced = await put(text('LOGIN', 'one text', { type: 'generic' }));
      expect(replaced).toMatchObject({ type: 'generic', format: 'utf8', parts: [] });
      const back = rollBackSecret(acme.ctx, PLATFORM_SCOPE, 'LOGIN', { version: 1 });
      await expect(back).rejects.toMatchObject({
        code: 'conflict',
        ...issue('/version', 'version_shape'),
      });
    });

    it('does not come back through the fields that describe it', async () => {
      const password = 'canary-password';
      const shown = ['description', 'reason', 'owner'].map((field) => ({
        [field]: `x ${password}`,
      }));
      for (const more of [...shown, { tags: [password] }]) {
        const parts = { username: 'ada@example.org', password };
        const input = object('SHOWN', parts, { type: 'auth_profile', ...more });
        const [field = ''] = Object.keys(more);
        await expect(put(input)).rejects.toMatchObject(issue(`/${field}`, 'holds_value'));
      }
      const named = object(
        'SHOWN',
        { username: 'ada@example.org', password },
        { type: 'auth_profile', description: 'The account of ada@example.org' },
      );
      expect(await put(named)).toMatchObject({ version: 1 });
    });
  });
});
