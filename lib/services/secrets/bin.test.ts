import { beforeAll, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { DAY_MS } from '@/lib/domain/durations';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { PLATFORM_SCOPE } from '../access/authorize';
import { purgeTime } from './bin-days';
import { deleteSecret } from './delete-secret';
import { listBin } from './list-bin';
import { listSecrets } from './list-secrets';
import { purgeExpired } from './purge-expired';
import { purgeSecret } from './purge-secret';
import { putSecret, putSecrets } from './put-secrets';
import { restoreSecret } from './restore-secret';

it('keeps for thirty days of 24 hours, over leap days and changes of the hour', () => {
  const kept = (from: string) => purgeTime(new Date(from)).toISOString();
  expect(kept('2028-02-10T12:00:00.000Z')).toBe('2028-03-11T12:00:00.000Z');
  expect(kept('2027-02-10T12:00:00.000Z')).toBe('2027-03-12T12:00:00.000Z');
  expect(kept('2026-12-15T00:00:00.001Z')).toBe('2027-01-14T00:00:00.001Z');
});

describeDatabases('the bin', (open) => {
  let database: Database;
  let acme: TestOrganization;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  const input = (key: string, value = 'x') => ({
    key,
    plaintext: Plaintext.fromText(value),
    format: 'utf8' as const,
  });
  const put = async (key: string, value?: string) =>
    (await putSecret(acme.ctx, PLATFORM_SCOPE, input(key, value))).secret;
  const remove = (key: string) => deleteSecret(acme.ctx, PLATFORM_SCOPE, key);
  const bin = async () => (await listBin(acme.ctx, PLATFORM_SCOPE)).items;
  const uuid = (typeId: string) => fromTypeId(['secret'], typeId)!;
  const age = (typeId: string, days: number) =>
    database.prisma.secret.update({
      where: { id: uuid(typeId) },
      data: { deletedAt: new Date(Date.now() - days * DAY_MS) },
    });
  const remains = async (typeId: string) => ({
    secrets: await database.prisma.secret.count({ where: { id: uuid(typeId) } }),
    versions: await database.prisma.secretVersion.count({ where: { secretId: uuid(typeId) } }),
    sealed: await database.prisma.sealedValue.count({
      where: { version: { secretId: uuid(typeId) } },
    }),
  });
  const NOTHING = { secrets: 0, versions: 0, sealed: 0 };
  const eventsOf = async (action: string, typeId: string) =>
    database.prisma.auditEvent.findMany({ where: { action, targetId: uuid(typeId) } });

  it('gives a secret back with its name, all versions and its value', async () => {
    const { id } = await put('BACK', 'one');
    await put('BACK', 'two');
    await remove('BACK');
    const [entry] = await bin();
    expect(entry).toMatchObject({ id, key: 'BACK', versions: 2, deletedBy: acme.owner.email });
    expect(Date.parse(entry!.purgeAt) - Date.parse(entry!.deletedAt)).toBe(30 * DAY_MS);
    const restored = await restoreSecret(acme.ctx, PLATFORM_SCOPE, id);
    expect(restored).toMatchObject({ id, key: 'BACK', version: 2 });
    expect(await bin()).toEqual([]);
    expect(await openCurrentValue(acme.ctx.installation, id)).toEqual(Buffer.from('two'));
    expect((await listSecrets(acme.ctx, PLATFORM_SCOPE, { q: 'BACK' })).keys).toEqual(['BACK']);
    expect(await eventsOf('secret.restored', id)).toHaveLength(1);
    await expect(restoreSecret(acme.ctx, PLATFORM_SCOPE, id)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await put('BACK', 'three')).version).toBe(3);
  });

  it('does not give back what has a successor of its name, in any case, and says what to do', async () => {
    const { id } = await put('TAKEN', 'one');
    await remove('TAKEN');
    await put('Taken', 'two');
    expect((await bin()).find((entry) => entry.id === id)).toMatchObject({ nameTaken: true });
    await expect(restoreSecret(acme.ctx, PLATFORM_SCOPE, id)).rejects.toMatchObject({
      code: 'conflict',
      status: 409,
      message: expect.stringMatching(/Delete that one first/) as string,
    });
    expect(await remains(id)).toEqual({ secrets: 1, versions: 1, sealed: 1 });
    await remove('Taken');
    expect(await restoreSecret(acme.ctx, PLATFORM_SCOPE, id)).toMatchObject({ key: 'TAKEN' });
  });

  it('forgets what is purged: no row, no envelope, no tag; the audit log keeps name and count', async () => {
    const { id } = await put('PURGED', 'one');
    await put('PURGED', 'two');
    await expect(purgeSecret(acme.ctx, PLATFORM_SCOPE, id)).rejects.toMatchObject({
      code: 'not_found',
    });
    await remove('PURGED');
    await purgeSecret(acme.ctx, PLATFORM_SCOPE, id);
    expect(await remains(id)).toEqual(NOTHING);
    const [event] = await eventsOf('secret.purged', id);
    expect(JSON.parse(event!.text!)).toMatchObject({
      details: { secret: { id, name: 'PURGED' }, versions: 2, state: 'destroyed' },
    });
    await expect(restoreSecret(acme.ctx, PLATFORM_SCOPE, id)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('belongs to its scope: an id of another one is not found in it', async () => {
    const { id } = await put('ELSEWHERE');
    await remove('ELSEWHERE');
    const app = { kinds: ['app'] as const, ref: acme.payments.app.id };
    await expect(restoreSecret(acme.ctx, app, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(purgeSecret(acme.ctx, app, id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await listBin(acme.ctx, app)).items).toEqual([]);
    for (const odd of ['', 'x', 'tok_01h2xcejqtf2nbrexx3vqjhp41', 'sec_']) {
      await expect(restoreSecret(acme.ctx, PLATFORM_SCOPE, odd)).rejects.toMatchObject({
        code: 'not_found',
      });
    }
    const viewer = await makeMember(acme, 'viewer', 'viewer', acme.payments.team);
    const ctx = contextOf(acme.ctx.installation, viewer);
    await expect(restoreSecret(ctx, app, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(purgeSecret(ctx, app, id)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await listBin(ctx, app)).items).toEqual([]);
  });

  it('is listed newest first in pages that miss none, also when deleted at one instant', async () => {
    const reference = { kinds: ['team'] as const, ref: acme.search.team.id };
    const names = Array.from({ length: 7 }, (_, index) => `PAGED_${index}`);
    await putSecrets(
      acme.ctx,
      reference,
      names.map((name) => input(name)),
    );
    for (const name of names) await deleteSecret(acme.ctx, reference, name);
    await database.prisma.$executeRaw`
      UPDATE secret SET deleted_at = timestamptz '2026-11-01 00:00:00.123456+00'
       WHERE name IN ('PAGED_1', 'PAGED_2', 'PAGED_3')`;
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await listBin(acme.ctx, reference, { after, limit: 2 });
      seen.push(...page.items.map((item) => item.key));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen.slice(0, 4)).toEqual(['PAGED_6', 'PAGED_5', 'PAGED_4', 'PAGED_0']);
    expect([...seen].sort()).toEqual(names);
    await expect(listBin(acme.ctx, reference, { after: 'PAGED_1' })).rejects.toMatchObject({
      code: 'invalid_shape',
    });
  });

  it('is emptied of what is older than thirty days, each told in its own audit log', async () => {
    const other = await makeOrganization(acme.ctx.installation, 'other');
    const [old, fresh, live] = [await put('OLD'), await put('FRESH'), await put('LIVE')];
    const { secret: foreign } = await putSecret(other.ctx, PLATFORM_SCOPE, input('FOREIGN'));
    await remove('OLD');
    await remove('FRESH');
    await deleteSecret(other.ctx, PLATFORM_SCOPE, 'FOREIGN');
    await age(old.id, 30.001);
    await age(fresh.id, 29.999);
    await age(foreign.id, 365);
    const purged = await purgeExpired(acme.ctx.installation);
    expect(purged).toBeGreaterThanOrEqual(2);
    expect(await remains(old.id)).toEqual(NOTHING);
    expect(await remains(foreign.id)).toEqual(NOTHING);
    expect(await remains(fresh.id)).toMatchObject({ secrets: 1, sealed: 1 });
    expect(await remains(live.id)).toMatchObject({ secrets: 1, sealed: 1 });
    const [told] = await eventsOf('secret.purged', foreign.id);
    expect(told?.chainId).toBe(other.id);
    expect(JSON.parse(told!.text!)).toMatchObject({ actor: { kind: 'system', name: 'bin' } });
    expect(await purgeExpired(acme.ctx.installation)).toBe(0);
  });

  it('loses nothing to a clock that runs ahead or behind', async () => {
    const { id } = await put('CLOCK');
    await remove('CLOCK');
    const ahead = () => new Date(Date.now() + 400 * DAY_MS);
    expect(await purgeExpired(acme.ctx.installation, ahead)).toBe(0);
    await age(id, 31);
    const behind = () => new Date(Date.now() - 400 * DAY_MS);
    expect(await purgeExpired(acme.ctx.installation, behind)).toBe(0);
    expect(await remains(id)).toMatchObject({ secrets: 1 });
    expect(await purgeExpired(acme.ctx.installation)).toBe(1);
  });

  it('is emptied in batches, once, by several nodes at a time', async () => {
    const reference = { kinds: ['app'] as const, ref: acme.search.app.id };
    const names = Array.from({ length: 450 }, (_, index) => `MANY_${index}`);
    await putSecrets(
      acme.ctx,
      reference,
      names.map((name) => input(name)),
    );
    await database.prisma.secret.updateMany({
      where: { name: { startsWith: 'MANY_' } },
      data: { deletedAt: new Date(Date.now() - 31 * DAY_MS) },
    });
    const before = await database.prisma.auditEvent.count({ where: { action: 'secret.purged' } });
    await Promise.all([purgeExpired(acme.ctx.installation), purgeExpired(acme.ctx.installation)]);
    await purgeExpired(acme.ctx.installation);
    const left = await database.prisma.secret.count({ where: { name: { startsWith: 'MANY_' } } });
    expect(left).toBe(0);
    const after = await database.prisma.auditEvent.count({ where: { action: 'secret.purged' } });
    expect(after - before).toBe(450);
  });
});
