import { beforeAll, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import type { KeystowError } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { PLATFORM_SCOPE } from '../access/authorize';
import { deleteSecret } from './delete-secret';
import { listSecrets } from './list-secrets';
import { putSecret, putSecrets } from './put-secrets';
import type { SecretInput } from './secret-input';

const secret = (key: string, value: string, more: Partial<SecretInput> = {}): SecretInput => ({
  key,
  plaintext: Plaintext.fromText(value),
  format: 'utf8',
  ...more,
});

describeDatabases('sealing secrets', (open) => {
  let database: Database;
  let acme: TestOrganization;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  const put = (input: SecretInput) => putSecret(acme.ctx, PLATFORM_SCOPE, input);
  const rowOf = (key: string) =>
    database.prisma.secret.findFirstOrThrow({ where: { name: key, deletedAt: null } });
  const counts = async () => ({
    secrets: await database.prisma.secret.count(),
    versions: await database.prisma.secretVersion.count(),
    sealed: await database.prisma.sealedValue.count(),
    events: await database.prisma.auditEvent.count(),
  });

  it('makes the new version current and keeps the one before as previous', async () => {
    const first = await put(secret('ROTATED', 'one'));
    const second = await put(secret('ROTATED', 'two'));
    const third = await put(secret('ROTATED', 'three'));
    expect([first.created, second.created, third.created]).toEqual([true, false, false]);
    expect(third.secret).toMatchObject({ id: first.secret.id, version: 3 });
    expect(await rowOf('ROTATED')).toMatchObject({
      latestVersion: 3,
      currentVersion: 3,
      previousVersion: 2,
      stagedVersion: null,
    });
    expect(await openCurrentValue(acme.ctx.installation, third.secret.id)).toEqual(
      Buffer.from('three'),
    );
  });

  it('shows equal values of two secrets, and of two versions, under unlike fingerprints', async () => {
    const shown = [
      await put(secret('SAME_A', 'equal')),
      await put(secret('SAME_B', 'equal')),
      await put(secret('SAME_A', 'equal')),
    ].map((outcome) => outcome.secret.fingerprint);
    expect(new Set(shown).size).toBe(3);
    expect(shown[0]).toMatch(/^[0-9a-f]{16}$/);
  });

  it('keeps what describes a secret when a replacement leaves it out', async () => {
    await put(
      secret('DESCRIBED', 'one', { type: 'api_key', category: 'provider', description: 'of A' }),
    );
    const { secret: replaced } = await put(secret('DESCRIBED', 'two'));
    expect(replaced).toMatchObject({ type: 'api_key', category: 'provider', description: 'of A' });
  });

  it('refuses a name that differs only in case, and writes nothing', async () => {
    await put(secret('CASED', 'one'));
    const before = await counts();
    await expect(put(secret('Cased', 'two'))).rejects.toMatchObject({ code: 'conflict' });
    expect(await counts()).toEqual(before);
  });

  it('refuses a value that would come back as its own name, reason or description', async () => {
    const before = await counts();
    const value = 'SomeValue_1';
    for (const input of [
      secret(value, value),
      secret('HOLDS_VALUE', value, { reason: `because ${value}.` }),
      secret('HOLDS_VALUE', value, { description: value }),
    ]) {
      const refused = await put(input).catch((error: KeystowError) => error);
      expect(refused).toMatchObject({ code: 'rule_broken' });
      expect(JSON.stringify(refused)).not.toContain(value);
    }
    expect(await counts()).toEqual(before);
  });

  it('refuses a write that was decided on an older version, and tells the current one', async () => {
    await put(secret('WATCHED', 'one'));
    await put(secret('WATCHED', 'two', { ifVersion: 1 }));
    const refused = await put(secret('WATCHED', 'three', { ifVersion: 1 })).catch(
      (error: KeystowError) => error,
    );
    expect(refused).toMatchObject({ code: 'version_conflict', status: 409 });
    expect((refused as KeystowError).message).toContain('2');
    await expect(put(secret('WATCHED', 'x', { ifVersion: 0 }))).rejects.toMatchObject({
      code: 'version_conflict',
    });
  });

  it('writes all secrets of one call or none', async () => {
    await put(secret('TAKEN', 'one'));
    const before = await counts();
    const batch = [secret('BATCH_A', 'a'), secret('taken', 'b'), secret('BATCH_C', 'c')];
    await expect(putSecrets(acme.ctx, PLATFORM_SCOPE, batch)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await counts()).toEqual(before);
    const twice = [secret('BATCH_A', 'a'), secret('batch_a', 'b')];
    await expect(putSecrets(acme.ctx, PLATFORM_SCOPE, twice)).rejects.toMatchObject({
      code: 'rule_broken',
    });
    const done = await putSecrets(acme.ctx, PLATFORM_SCOPE, [batch[0]!, batch[2]!]);
    expect(done.map((one) => one.secret.key)).toEqual(['BATCH_A', 'BATCH_C']);
    expect((await counts()).events).toBe(before.events + 2);
  });

  it('lets several people write one new name at once: one secret, every version kept', async () => {
    const written = await Promise.all(
      Array.from({ length: 6 }, (_, index) => put(secret('CONTESTED', `value ${index}`))),
    );
    expect(written.map((one) => one.secret.version).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(written.filter((one) => one.created)).toHaveLength(1);
    const id = fromTypeId(['secret'], written[0]!.secret.id)!;
    expect(await database.prisma.secretVersion.count({ where: { secretId: id } })).toBe(6);
  });

  it('frees the name of a deleted secret; creating it again starts a new one', async () => {
    const first = await put(secret('BINNED', 'one'));
    await deleteSecret(acme.ctx, PLATFORM_SCOPE, 'BINNED');
    const listed = await listSecrets(acme.ctx, PLATFORM_SCOPE, { q: 'BINNED' });
    expect(listed.keys).toEqual([]);
    const again = await put(secret('BINNED', 'two'));
    expect(again.created).toBe(true);
    expect(again.secret.id).not.toBe(first.secret.id);
    await expect(deleteSecret(acme.ctx, PLATFORM_SCOPE, 'binned')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('lists every name once by pages of any size, whatever its case', async () => {
    const reference = { kinds: ['app'] as const, ref: acme.payments.app.id };
    const names = Array.from({ length: 23 }, (_, index) =>
      index % 2 ? `page_${index}` : `PAGE_${index}`,
    );
    await putSecrets(
      acme.ctx,
      reference,
      names.map((name) => secret(name, name)),
    );
    for (const limit of [1, 5, 22, 23, 24]) {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await listSecrets(acme.ctx, reference, { limit, after });
        seen.push(...page.keys);
        after = page.next ?? undefined;
      } while (after);
      expect([...seen].sort()).toEqual([...names].sort());
      expect(seen.map((name) => name.toLowerCase())).toEqual(
        names.map((name) => name.toLowerCase()).sort(),
      );
    }
    const found = await listSecrets(acme.ctx, reference, { q: 'e_1' });
    expect(found.keys).toHaveLength(11);
    expect((await listSecrets(acme.ctx, reference, { q: '%' })).keys).toEqual([]);
    expect((await listSecrets(acme.ctx, reference, { q: 'E_2' })).keys).toContain('PAGE_2');
  });

  it('refuses viewers with 403 and people of another branch with 404, and records both', async () => {
    const viewer = await makeMember(acme, 'viewer', 'viewer', acme.payments.team);
    const ctx = contextOf(acme.ctx.installation, viewer);
    const own = { kinds: ['app'] as const, ref: acme.payments.app.id };
    const foreign = { kinds: ['app'] as const, ref: acme.search.app.id };
    await expect(putSecret(ctx, own, secret('X', 'x'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(listSecrets(ctx, foreign)).rejects.toMatchObject({ code: 'not_found' });
    await expect(listSecrets(ctx, { kinds: ['app'], ref: 'indexer' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(listSecrets(ctx, PLATFORM_SCOPE)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await listSecrets(ctx, own)).items.length).toBeGreaterThan(0);
    const denied = await database.prisma.auditEvent.count({
      where: { action: 'access.denied', actorId: viewer.id },
    });
    expect(denied).toBeGreaterThanOrEqual(1);
  });

  it('reads, seals and deletes nothing while locked; names can still be listed', async () => {
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    const ctx = contextOf(locked, acme.owner);
    const before = await counts();
    await expect(putSecret(ctx, PLATFORM_SCOPE, secret('NEW', 'x'))).rejects.toMatchObject({
      code: 'locked',
      status: 423,
    });
    await expect(deleteSecret(ctx, PLATFORM_SCOPE, 'ROTATED')).rejects.toMatchObject({
      code: 'locked',
    });
    expect((await listSecrets(ctx, PLATFORM_SCOPE)).keys).toContain('ROTATED');
    expect(await counts()).toEqual(before);
  });
});
