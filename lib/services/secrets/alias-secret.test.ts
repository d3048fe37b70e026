import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind, PLATFORM_SCOPE } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { aliasSecret } from './alias-secret';
import { deleteSecret } from './delete-secret';
import { describeSecret } from './describe-secret';
import { listBin } from './list-bin';
import { listSecrets } from './list-secrets';
import { listVersions } from './list-versions';
import { purgeSecret } from './purge-secret';
import { putSecret } from './put-secrets';
import { restoreSecret } from './restore-secret';
import { rollBackSecret } from './roll-back-secret';
import type { AliasInput, SecretInput } from './secret-input';

const team = anyKind('payments');
const app = anyKind('payments.production.billing');
const elsewhere = anyKind('search');

const refusedAt = (code: string, pointer = '/aliasOf') => ({
  extras: { issues: [{ pointer, code }] },
});

describeDatabases('an alias', (open, kind) => {
  let database: Database;
  let acme: TestOrganization;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  const put = async (at: ScopeReference, key: string, more: Partial<SecretInput> = {}) => {
    const plaintext = Plaintext.fromText('value-of-it');
    return (await putSecret(acme.ctx, at, { key, plaintext, format: 'utf8', ...more })).secret;
  };
  const alias = (
    at: ScopeReference,
    key: string,
    aliasOf: string,
    more: Partial<AliasInput> = {},
  ) => aliasSecret(acme.ctx, at, { key, aliasOf, ...more });
  const listed = async (at: ScopeReference, key: string) =>
    (await listSecrets(acme.ctx, at, { q: key })).items[0];

  it('has no value of its own, and is described as its target is unless told otherwise', async () => {
    const target = await put(PLATFORM_SCOPE, 'SLACK_TOKEN', { type: 'api_key' });
    const { created, secret } = await alias(app, 'CHAT', 'SLACK_TOKEN');
    expect(created).toBe(true);
    expect(secret).toMatchObject({
      key: 'CHAT',
      version: null,
      fingerprint: null,
      format: null,
      type: 'api_key',
      category: 'provider',
      updatedBy: acme.owner.email,
      aliasOf: { id: target.id, key: 'SLACK_TOKEN', path: '_platform', deleted: false },
    });
    expect(await listed(app, 'CHAT')).toEqual(secret);
    const more: Partial<AliasInput> = { type: 'generic', category: 'agent', tags: ['chat'] };
    expect((await alias(app, 'OWN_WORDS', 'SLACK_TOKEN', more)).secret).toMatchObject(more);
    const row = await database.prisma.secret.findFirstOrThrow({ where: { name: 'CHAT' } });
    expect([row.latestVersion, row.currentVersion]).toEqual([0, null]);
  });

  it('is recorded with the names of both', async () => {
    const { secret } = await alias(app, 'TOLD', 'SLACK_TOKEN', { reason: 'for chat' });
    const event = await database.prisma.auditEvent.findFirstOrThrow({
      where: { action: 'secret.aliased', targetId: fromTypeId(['secret'], secret.id) ?? '' },
    });
    expect(JSON.parse(event.text ?? '')).toMatchObject({
      details: {
        secret: { id: secret.id, name: 'TOLD' },
        target: { id: secret.aliasOf?.id, name: 'SLACK_TOKEN' },
        targetPath: '_platform',
        reason: 'for chat',
      },
    });
  });

  it('reaches its own scope and those above, the nearest first where a name alone is given', async () => {
    await put(team, 'NEAR');
    await put(PLATFORM_SCOPE, 'NEAR');
    const { id } = await put(PLATFORM_SCOPE, 'FAR');
    const pathOf = async (aliasOf: string) =>
      (await alias(app, 'REACHING', aliasOf)).secret.aliasOf?.path;
    expect(await pathOf('NEAR')).toBe('payments');
    expect(await pathOf('_platform/NEAR')).toBe('_platform');
    expect(await pathOf('FAR')).toBe('_platform');
    expect(await pathOf(id)).toBe('_platform');
  });

  it('reaches nothing below, beside, in the bin, in other case or in another organization', async () => {
    const below = await put(app, 'BELOW');
    const beside = await put(elsewhere, 'BESIDE');
    const binned = await put(team, 'GONE');
    await deleteSecret(acme.ctx, team, 'GONE');
    const other = await makeOrganization(acme.ctx.installation, `other-${kind}`);
    const plaintext = Plaintext.fromText('x');
    const input = { key: 'FOREIGN', plaintext, format: 'utf8' } as const;
    const foreign = await putSecret(other.ctx, PLATFORM_SCOPE, input);
    const named = ['BELOW', 'payments.production.billing/BELOW', 'search/BESIDE', 'GONE', 'NOBODY'];
    const odd = ['near', 'payments/near', 'nowhere/NEAR', 'payments.NEAR', '', '${NEAR}'];
    const ids = [below, beside, binned, foreign.secret].map(({ id }) => id);
    for (const aliasOf of [...named, ...odd, ...ids]) {
      const refused = refusedAt('alias_target');
      await expect(alias(team, 'OUT_OF_REACH', aliasOf), aliasOf).rejects.toMatchObject(refused);
    }
    expect(await listed(team, 'OUT_OF_REACH')).toBeUndefined();
  });

  it('of a token that is limited to names stays within these', async () => {
    const token = {
      kind: 'token',
      id: acme.owner.id,
      organizationId: acme.id,
      name: 'limited',
      scopeId: acme.id,
      permissions: ['secrets:write'],
      namePatterns: ['MINE_*'],
    } as const;
    const ctx = contextOf(acme.ctx.installation, token);
    const mine = { key: 'MINE_TOO', aliasOf: 'FAR' };
    await expect(aliasSecret(ctx, app, mine)).rejects.toMatchObject(refusedAt('alias_target'));
    await put(team, 'MINE_ONE');
    const { secret } = await aliasSecret(ctx, app, { ...mine, aliasOf: 'MINE_ONE' });
    expect(secret.aliasOf?.key).toBe('MINE_ONE');
  });

  it('needs secrets:write where it is, and no more', async () => {
    const { app: billing } = acme.payments;
    const editor = contextOf(
      acme.ctx.installation,
      await makeMember(acme, `editor-${kind}`, 'editor', billing),
    );
    const viewer = contextOf(
      acme.ctx.installation,
      await makeMember(acme, `viewer-${kind}`, 'viewer', billing),
    );
    const input = { key: 'BY_EDITOR', aliasOf: '_platform/FAR' };
    await expect(aliasSecret(viewer, app, input)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await aliasSecret(editor, app, input)).created).toBe(true);
  });

  describe('that leads on', () => {
    it('never leads back, however many are between', async () => {
      await put(team, 'END');
      await alias(team, 'C1', 'END');
      await alias(team, 'C2', 'C1');
      await alias(team, 'C3', 'C2');
      const cycle = refusedAt('alias_cycle');
      for (const target of ['C1', 'C2', 'C3']) {
        await expect(alias(team, 'C1', target)).rejects.toMatchObject(cycle);
      }
      await deleteSecret(acme.ctx, team, 'C2', { confirm: 'C2' });
      await expect(alias(team, 'C1', 'C3')).rejects.toMatchObject(cycle);
    });

    it('leads through eight links at most, counted from both ends', async () => {
      await put(team, 'L0');
      for (let link = 1; link <= 8; link += 1) await alias(team, `L${link}`, `L${link - 1}`);
      await expect(alias(team, 'L9', 'L8')).rejects.toMatchObject(refusedAt('alias_links'));
      await put(team, 'M0');
      await alias(team, 'M1', 'M0');
      await expect(alias(team, 'L1', 'M1')).rejects.toMatchObject(refusedAt('alias_links'));
      expect((await alias(team, 'L1', 'M0')).secret.aliasOf?.key).toBe('M0');
    });

    it.runIf(kind === 'postgres')('makes no circle between writers at the same time', async () => {
      for (let round = 0; round < 6; round += 1) {
        const names = ['X', 'Y', 'Z'].map((name) => `${name}_${round}`);
        await put(team, `BASE_${round}`);
        for (const name of names) await alias(team, name, `BASE_${round}`);
        const [x, y, z] = names as [string, string, string];
        const done = await Promise.allSettled([
          alias(team, x, y),
          alias(team, y, z),
          alias(team, z, x),
        ]);
        const refused = done.filter((one) => one.status === 'rejected');
        expect(refused).toHaveLength(1);
        expect(refused[0]?.reason).toMatchObject(refusedAt('alias_cycle'));
      }
    });
  });

  describe('and a value', () => {
    it('exclude each other, and the refusal says what to do', async () => {
      await put(app, 'VALUED');
      const hasValue = alias(app, 'VALUED', 'SLACK_TOKEN');
      await expect(hasValue).rejects.toMatchObject({ code: 'conflict', ...refusedAt('has_value') });
      await alias(app, 'STANDS_IN', 'SLACK_TOKEN');
      const isAlias = { code: 'conflict', ...refusedAt('is_alias', '/key') };
      await expect(put(app, 'STANDS_IN')).rejects.toMatchObject(isAlias);
      const back = rollBackSecret(acme.ctx, app, 'STANDS_IN', { version: 1 });
      await expect(back).rejects.toMatchObject(isAlias);
      expect(await listVersions(acme.ctx, app, 'STANDS_IN')).toEqual({ items: [], next: null });
      await deleteSecret(acme.ctx, app, 'STANDS_IN');
      expect((await put(app, 'STANDS_IN')).version).toBe(1);
    });

    it('may be pointed elsewhere, but not where it was meant to be new or in other case', async () => {
      await alias(app, 'MOVED', 'SLACK_TOKEN');
      await expect(alias(app, 'moved', 'FAR')).rejects.toMatchObject(
        refusedAt('name_case', '/key'),
      );
      const anew = alias(app, 'MOVED', 'FAR', { ifVersion: 0 });
      await expect(anew).rejects.toMatchObject({ code: 'conflict' });
      const { created, secret } = await alias(app, 'MOVED', 'FAR', { ifVersion: '*' });
      expect([created, secret.aliasOf?.key, secret.type]).toEqual([false, 'FAR', 'generic']);
    });

    it('part when the target is purged: it is left without either, and can be given one', async () => {
      await put(team, 'DOOMED');
      await alias(app, 'ORPHAN', 'DOOMED');
      await deleteSecret(acme.ctx, team, 'DOOMED', { confirm: 'DOOMED' });
      expect((await listed(app, 'ORPHAN'))?.aliasOf).toMatchObject({ deleted: true });
      const { items } = await listBin(acme.ctx, team);
      const id = items.find(({ key }) => key === 'DOOMED')?.id ?? '';
      await restoreSecret(acme.ctx, team, id);
      expect((await listed(app, 'ORPHAN'))?.aliasOf).toMatchObject({ deleted: false });
      await deleteSecret(acme.ctx, team, 'DOOMED', { confirm: 'DOOMED' });
      await purgeSecret(acme.ctx, team, id);
      expect(await listed(app, 'ORPHAN')).toMatchObject({ aliasOf: null, version: null });
      const described = await describeSecret(acme.ctx, app, 'ORPHAN', { description: 'lost' });
      expect(described).toMatchObject({ description: 'lost', version: null });
      expect(await put(app, 'ORPHAN')).toMatchObject({ version: 1, description: 'lost' });
    });
  });
});
