import { beforeAll, expect, it } from 'vitest';
import { valueAad } from '@/lib/crypto/aad';
import { openValue } from '@/lib/crypto/value';
import type { VersionState } from '@/lib/domain/version-state';
import type { Database } from '@/lib/db/connection/database';
import type { KeystowError } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { PLATFORM_SCOPE } from '../access/authorize';
import { deleteSecret } from './delete-secret';
import { destroyVersion } from './destroy-version';
import { listVersions } from './list-versions';
import { putSecret } from './put-secrets';
import { rollBackSecret } from './roll-back-secret';

describeDatabase('the versions of a secret', (open) => {
  let database: Database;
  let acme: TestOrganization;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  const put = async (key: string, value: string, reason?: string) =>
    (
      await putSecret(acme.ctx, PLATFORM_SCOPE, {
        key,
        plaintext: Plaintext.fromText(value),
        format: 'utf8',
        reason,
      })
    ).secret;
  const list = (key: string) => listVersions(acme.ctx, PLATFORM_SCOPE, key);
  const roll = (key: string, version: number, ifVersion?: number) =>
    rollBackSecret(acme.ctx, PLATFORM_SCOPE, key, { version, ifVersion });
  const destroy = (key: string, version: number) =>
    destroyVersion(acme.ctx, PLATFORM_SCOPE, key, version);
  const states = async (key: string): Promise<[number, VersionState][]> =>
    (await list(key)).items.map((item) => [item.version, item.state]);
  const eventsOf = async (typeId: string) => {
    const rows = await database.prisma.auditEvent.findMany({
      where: { targetId: fromTypeId(['secret'], typeId)! },
      orderBy: { number: 'asc' },
    });
    return rows.map((row) => [row.action, (JSON.parse(row.text!) as { details: object }).details]);
  };
  const rowsOf = async (typeId: string) =>
    database.prisma.secretVersion.findMany({
      where: { secretId: fromTypeId(['secret'], typeId)! },
      orderBy: { number: 'asc' },
      include: { sealed: true },
    });

  it('are listed newest first with state, fingerprint, who and why, in pages that miss none', async () => {
    await put('LISTED', 'one', 'first of all');
    for (const value of ['two', 'three', 'four']) await put('LISTED', value);
    const { items, next } = await list('LISTED');
    expect(next).toBeNull();
    expect(items.map((item) => [item.version, item.state])).toEqual([
      [4, 'current'],
      [3, 'previous'],
      [2, 'retired'],
      [1, 'retired'],
    ]);
    expect(items[3]).toMatchObject({ createdBy: acme.owner.email, reason: 'first of all' });
    expect(new Set(items.map((item) => item.fingerprint)).size).toBe(4);
    const seen: number[] = [];
    for (let after: number | undefined; ;) {
      const page = await listVersions(acme.ctx, PLATFORM_SCOPE, 'LISTED', { after, limit: 3 });
      seen.push(...page.items.map((item) => item.version));
      if (page.next === null) break;
      after = Number(page.next);
    }
    expect(seen).toEqual([4, 3, 2, 1]);
    await expect(list('NOT_THERE')).rejects.toMatchObject({ code: 'not_found' });
    await expect(list('listed')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('a rollback is a new version with the bytes of the old one, sealed and tagged anew', async () => {
    const { id } = await put('ROLLED', 'ü one \r\n');
    await put('ROLLED', 'two');
    const rolled = await rollBackSecret(acme.ctx, PLATFORM_SCOPE, 'ROLLED', {
      version: 1,
      reason: 'two was wrong',
    });
    expect(rolled).toMatchObject({ id, version: 3, updatedBy: acme.owner.email });
    expect(await openCurrentValue(acme.ctx.installation, id)).toEqual(Buffer.from('ü one \r\n'));
    expect(await states('ROLLED')).toEqual([
      [3, 'current'],
      [2, 'previous'],
      [1, 'retired'],
    ]);
    const [first, , third] = await rowsOf(id);
    expect(third!.reason).toBe('two was wrong');
    expect(Buffer.from(third!.matchTag!)).toEqual(Buffer.from(first!.matchTag!));
    expect(Buffer.from(third!.displayTag!)).not.toEqual(Buffer.from(first!.displayTag!));
    expect(Buffer.from(third!.sealed!.envelope)).not.toEqual(Buffer.from(first!.sealed!.envelope));
    const [action, details] = (await eventsOf(id)).at(-1)!;
    expect(action).toBe('secret.rolled_back');
    expect(details).toMatchObject({ version: 3, from: 1, state: 'current' });
  });

  it('the old envelope pasted under the new version does not open', async () => {
    const { id } = await put('PASTED', 'one');
    await put('PASTED', 'two');
    await roll('PASTED', 1);
    const [first, , third] = await rowsOf(id);
    const { installation } = acme.ctx;
    const key = await installation.keys.opening(database.prisma, first!.sealed!.dataKeyId);
    const aadOf = (version: number) =>
      valueAad({
        installationId: installation.id,
        organizationId: acme.id,
        scopeId: acme.id,
        secretId: fromTypeId(['secret'], id)!,
        version,
        name: 'PASTED',
        format: 'utf8',
      });
    expect(() => openValue(key, aadOf(3), first!.sealed!.envelope)).toThrow();
    expect(() => openValue(key, aadOf(1), third!.sealed!.envelope)).toThrow();
    await database.prisma.sealedValue.update({
      where: { versionId: third!.id },
      data: { envelope: first!.sealed!.envelope },
    });
    await put('PASTED', 'four');
    await expect(roll('PASTED', 3)).rejects.toMatchObject({ code: 'tampered' });
    expect((await list('PASTED')).items[0]).toMatchObject({ version: 4 });
  });

  it('a rollback to the current, a destroyed or an unknown version is refused, and writes nothing', async () => {
    const { id } = await put('REFUSED', 'one');
    await put('REFUSED', 'two');
    await put('REFUSED', 'three');
    await destroy('REFUSED', 1);
    const before = (await eventsOf(id)).length;
    await expect(roll('REFUSED', 3)).rejects.toMatchObject({ code: 'conflict', status: 409 });
    await expect(roll('REFUSED', 1)).rejects.toMatchObject({ code: 'conflict', status: 409 });
    await expect(roll('REFUSED', 4)).rejects.toMatchObject({ code: 'not_found' });
    await expect(roll('NOT_THERE', 1)).rejects.toMatchObject({ code: 'not_found' });
    await expect(roll('REFUSED', 2, 2)).rejects.toMatchObject({ code: 'version_conflict' });
    expect((await eventsOf(id)).length).toBe(before);
    expect(await rowsOf(id)).toHaveLength(3);
  });

  it('a destroyed version has neither envelope nor tags; who made it and why stays', async () => {
    const { id } = await put('DESTROYED', 'one', 'why');
    await put('DESTROYED', 'two');
    await put('DESTROYED', 'three');
    await destroy('DESTROYED', 1);
    await destroy('DESTROYED', 2);
    expect(await states('DESTROYED')).toEqual([
      [3, 'current'],
      [2, 'destroyed'],
      [1, 'destroyed'],
    ]);
    const [first] = await rowsOf(id);
    expect(first).toMatchObject({
      sealed: null,
      matchTag: null,
      matchKeyId: null,
      displayTag: null,
      displayKeyId: null,
      reason: 'why',
    });
    const secret = await database.prisma.secret.findFirstOrThrow({ where: { name: 'DESTROYED' } });
    expect(secret).toMatchObject({ currentVersion: 3, previousVersion: null, latestVersion: 3 });
    expect((await list('DESTROYED')).items[1]).toMatchObject({ fingerprint: null });
    const [action, details] = (await eventsOf(id)).at(-1)!;
    expect(action).toBe('version.destroyed');
    expect(details).toMatchObject({ version: 2, state: 'destroyed' });
    await expect(destroy('DESTROYED', 3)).rejects.toMatchObject({ code: 'conflict' });
    await expect(destroy('DESTROYED', 1)).rejects.toMatchObject({ code: 'conflict' });
    await expect(destroy('DESTROYED', 9)).rejects.toMatchObject({ code: 'not_found' });
    expect((await put('DESTROYED', 'four')).version).toBe(4);
  });

  it('of two people who replace one secret the second is told whose change came first', async () => {
    const other = await makeMember(acme, 'grace', 'owner', await platform());
    await put('SHARED_ONE', 'one');
    const asGrace = contextOf(acme.ctx.installation, other);
    const replace = (ctx: typeof asGrace, value: string) =>
      putSecret(ctx, PLATFORM_SCOPE, {
        key: 'SHARED_ONE',
        plaintext: Plaintext.fromText(value),
        format: 'utf8',
        ifVersion: 1,
      });
    const answers = await Promise.allSettled([
      replace(acme.ctx, 'of the owner'),
      replace(asGrace, 'of grace'),
    ]);
    const won = answers.findIndex((answer) => answer.status === 'fulfilled');
    const lost = answers[1 - won] as PromiseRejectedResult;
    const refusal = lost.reason as KeystowError;
    const winner = won === 0 ? acme.owner.email : other.email;
    expect(refusal).toMatchObject({
      code: 'version_conflict',
      extras: { earlier: { version: 2, by: winner } },
    });
    expect(refusal.message).toContain(winner);
    expect(Date.parse(refusal.extras.earlier!.at)).toBeLessThanOrEqual(Date.now());
    expect((await list('SHARED_ONE')).items).toHaveLength(2);
    await deleteSecret(asGrace, PLATFORM_SCOPE, 'SHARED_ONE');
    await expect(replace(acme.ctx, 'late')).rejects.toMatchObject({
      code: 'version_conflict',
      extras: { earlier: { version: null, by: other.email } },
    });
  });

  it('are rolled back by writers and destroyed by deleters only, and by nobody while locked', async () => {
    await put('GUARDED', 'one');
    await put('GUARDED', 'two');
    const viewer = await makeMember(acme, 'onlooker', 'viewer', await platform());
    const ctx = contextOf(acme.ctx.installation, viewer);
    await expect(
      rollBackSecret(ctx, PLATFORM_SCOPE, 'GUARDED', { version: 1 }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(destroyVersion(ctx, PLATFORM_SCOPE, 'GUARDED', 1)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await listVersions(ctx, PLATFORM_SCOPE, 'GUARDED')).items).toHaveLength(2);
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    const lockedCtx = contextOf(locked, acme.owner);
    await expect(
      rollBackSecret(lockedCtx, PLATFORM_SCOPE, 'GUARDED', { version: 1 }),
    ).rejects.toMatchObject({ code: 'locked' });
    await expect(destroyVersion(lockedCtx, PLATFORM_SCOPE, 'GUARDED', 1)).rejects.toMatchObject({
      code: 'locked',
    });
    expect((await listVersions(lockedCtx, PLATFORM_SCOPE, 'GUARDED')).items).toHaveLength(2);
  });

  async function platform() {
    const { team } = acme.payments;
    return { ...team, id: team.parentId!, kind: 'organization' as const };
  }
});
