import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { Plaintext } from '@/lib/domain/plaintext';
import { readValueParts } from '@/lib/domain/value-parts';
import { describeDatabases } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind, PLATFORM_SCOPE } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { aliasSecret } from './alias-secret';
import { deleteSecret } from './delete-secret';
import { listBin } from './list-bin';
import { listSecrets } from './list-secrets';
import { putSecret, putSecrets } from './put-secrets';
import { restoreSecret } from './restore-secret';
import type { SecretInput } from './secret-input';

const text = (key: string): SecretInput => ({
  key,
  plaintext: Plaintext.fromText('x'),
  format: 'utf8',
});

const tokens = (key: string, ...more: string[]): SecretInput => ({
  key,
  type: 'oauth_tokens',
  plaintext: readValueParts(
    Object.fromEntries(['access_token', ...more].map((part) => [part, 'x'])),
  ),
  format: 'object',
});

const taken = {
  code: 'conflict',
  extras: { issues: [{ pointer: '/key', code: 'part_name_taken' }] },
};

describeDatabases('the name of a part', (open, kind) => {
  let database: Database;
  let acme: TestOrganization;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  const put = (input: SecretInput, at: ScopeReference = PLATFORM_SCOPE) =>
    putSecret(acme.ctx, at, input);

  it('is nobody else’s in the scope, in whatever case', async () => {
    await put(tokens('GITHUB', 'refresh_token'));
    await expect(put(text('GITHUB_ACCESS_TOKEN'))).rejects.toMatchObject(taken);
    await expect(put(text('github_Refresh_Token'))).rejects.toMatchObject(taken);
    await put(text('GITHUB_ID_TOKEN'));
    await expect(put(tokens('GITHUB', 'id_token'))).rejects.toMatchObject(taken);
    const { keys } = await listSecrets(acme.ctx, PLATFORM_SCOPE, { q: 'github' });
    expect(keys).toEqual(['GITHUB', 'GITHUB_ID_TOKEN']);
  });

  it('is free in other scopes, and again when the secret or the part is gone', async () => {
    await put(tokens('GITLAB', 'scope'));
    await put(text('GITLAB_SCOPE'), anyKind('payments'));
    await expect(put(text('GITLAB_SCOPE'))).rejects.toMatchObject(taken);
    await put(tokens('GITLAB'));
    await put(text('GITLAB_SCOPE'));
    await deleteSecret(acme.ctx, PLATFORM_SCOPE, 'GITLAB');
    await put(text('GITLAB_ACCESS_TOKEN'));
  });

  it('is a name as good as any: neither too long nor dangerous', async () => {
    const long = { pointer: '/key', code: 'name_too_long' };
    await expect(put(tokens('A'.repeat(120)))).rejects.toMatchObject({
      extras: { issues: [long] },
    });
    expect((await put(tokens('A'.repeat(115)))).created).toBe(true);
  });

  it('is taken by a batch that brings both, and nothing of it is written', async () => {
    const batch = [text('BATCH_ACCESS_TOKEN'), tokens('BATCH')];
    const put = putSecrets(acme.ctx, PLATFORM_SCOPE, batch);
    await expect(put).rejects.toMatchObject(taken);
    const { keys } = await listSecrets(acme.ctx, PLATFORM_SCOPE, { q: 'BATCH' });
    expect(keys).toEqual([]);
  });

  it('keeps what has it from coming back out of the bin', async () => {
    await put(tokens('BINNED'));
    await deleteSecret(acme.ctx, PLATFORM_SCOPE, 'BINNED');
    await put(text('BINNED_ACCESS_TOKEN'));
    const { items } = await listBin(acme.ctx, PLATFORM_SCOPE);
    const id = items.find((item) => item.key === 'BINNED')?.id ?? '';
    await expect(restoreSecret(acme.ctx, PLATFORM_SCOPE, id)).rejects.toMatchObject(taken);
  });

  describe('of an alias', () => {
    const app = anyKind('payments.production.billing');

    it('is that of its target’s parts, under the name of the alias', async () => {
      await put(tokens('SLACK', 'refresh_token'));
      await put(text('CHAT_REFRESH_TOKEN'), app);
      const alias = { key: 'CHAT', aliasOf: 'SLACK' };
      await expect(aliasSecret(acme.ctx, app, alias)).rejects.toMatchObject(taken);
      await deleteSecret(acme.ctx, app, 'CHAT_REFRESH_TOKEN');
      await aliasSecret(acme.ctx, app, alias);
      await expect(put(text('CHAT_ACCESS_TOKEN'), app)).rejects.toMatchObject(taken);
    });

    it('keeps its target from getting a part whose name is taken where the alias is', async () => {
      await put(text('CHAT_ID_TOKEN'), app);
      await expect(put(tokens('SLACK', 'id_token'))).rejects.toMatchObject(taken);
      expect((await put(tokens('SLACK', 'scope'))).secret.parts).toEqual(['access_token', 'scope']);
    });
  });

  it.runIf(kind === 'postgres')('goes to one of two who ask for it at once', async () => {
    for (let round = 0; round < 8; round += 1) {
      const name = `RACE${round}`;
      const done = await Promise.allSettled([put(tokens(name)), put(text(`${name}_ACCESS_TOKEN`))]);
      expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    }
  });
});
