import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import { claimDueBackup } from '@/lib/db/backups/policy';
import { alone } from '@/lib/db/backups/sole-work';
import { bookkeeping } from '@/lib/services/bookkeeping';
import { systemContext } from '@/lib/services/context';
import { leaveScratch, restoreTo, signAnew } from '@/lib/testing/backups';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { changeBackupPolicy } from './change-policy';
import { createBackup, pathOfBackup } from './create-backup';
import { lookAfterStart, takeDueBackup } from './keep-backups';
import { listBackups } from './list-backups';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

describeDatabase('backups that are kept', (open) => {
  let folder: string;
  let acme: TestOrganization;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keystow-kept-'));
    const settings = { BACKUP_DIR: folder, LOG_LEVEL: 'silent' };
    acme = await makeOrganization(await testInstallation(await open(), settings));
    return () => rm(folder, { recursive: true });
  });
  const prisma = () => acme.ctx.installation.database.prisma;
  const count = () => prisma().backup.count();
  const due = () => takeDueBackup(acme.ctx.installation);
  const failure = async () => (await listBackups(acme.ctx)).policy.failure;
  /** As if all were of yesterday. */
  const aDayLater = async () => {
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await prisma().backup.updateMany({ data: { takenAt: yesterday } });
    await prisma().backupPolicy.updateMany({ data: { attemptedAt: yesterday, failure: null } });
  };

  it('are taken when due, once, and older files go while their rows stay', async () => {
    const { installation } = acme.ctx;
    for (let made = 0; made < 2; made += 1) await createBackup(acme.ctx);
    const all = await count();
    await due();
    expect(await count()).toBe(all);
    await changeBackupPolicy(acme.ctx, { everyHours: 24, keep: 2, drillDays: 30 });
    await due();
    expect(await count()).toBe(all);
    await aDayLater();
    await Promise.all([due(), due()]);
    expect(await count()).toBe(all + 1);
    const { items } = await listBackups(systemContext(installation, 'test'));
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ scheduled: true, present: true, fault: null, inForce: true });
    expect((await readdir(folder)).filter((name) => name.endsWith('.backup'))).toHaveLength(2);
  });

  it('that were cut off are told of and taken again at once, and a second time when they are due', async () => {
    const { installation } = acme.ctx;
    const cutOff = () => bookkeeping(installation, (tx) => claimDueBackup(tx));
    await aDayLater();
    expect(await cutOff()).toBe(true);
    await alone(installation.database, 'backup', async () => expect(await failure()).toBeNull());
    expect(await failure()).toContain('did not end: the process that took it was stopped');
    const before = await count();
    await due();
    expect([await count(), await failure()]).toEqual([before + 1, null]);

    await aDayLater();
    expect([await cutOff(), await cutOff(), await cutOff()]).toEqual([true, true, false]);
    await due();
    expect(await count()).toBe(before + 1);
    expect(await failure()).toContain('did not end, twice');
  });

  it('that are restored do not tell of themselves as cut off', async () => {
    await aDayLater();
    await due();
    const [newest] = (await listBackups(acme.ctx)).items;
    const database = await open({ migrated: false });
    await restoreTo(database, newest!.path);
    expect(newest!.scheduled).toBe(true);
    expect(await database.prisma.backupPolicy.findFirst()).toMatchObject({ failure: null });
  });

  it('are taken one at a time', async () => {
    await alone(acme.ctx.installation.database, 'backup', async () => {
      await expect(createBackup(acme.ctx)).rejects.toMatchObject({
        code: 'conflict',
        extras: { issues: [{ code: 'backup_under_way' }] },
      });
      await aDayLater();
      const before = await count();
      await due();
      expect(await count()).toBe(before);
    });
  });

  it('are adopted from the folder where this installation signed them, and others are told of and left alone', async () => {
    const { installation } = acme.ctx;
    const taken = await createBackup(acme.ctx);
    const file = pathOfBackup(acme.ctx, taken);
    await prisma().backup.delete({ where: { id: taken.id } });
    const others = ['00000001', '00000002'].map((end) => `keystow-20260101T000000Z-${end}.backup`);
    await signAnew(file, path.join(folder, others[0]!));
    await writeFile(path.join(folder, others[1]!), 'no backup');
    expect((await listBackups(acme.ctx)).unknownFiles).toEqual([...others, taken.file]);
    expect(await lookAfterStart(installation)).toBe(true);
    const { items, unknownFiles } = await listBackups(acme.ctx);
    expect(unknownFiles).toEqual(others);
    expect(items.find((one) => one.path === file)).toMatchObject({
      takenBy: 'found in the folder',
      fault: null,
      verifiedAt: expect.any(String),
      bytes: Number(taken.bytes),
    });
    expect(await readdir(folder)).toEqual(expect.arrayContaining(others));
    const [event] = await lastEvents(prisma(), installation.id, 1);
    expect(event).toMatchObject({ action: 'backup.adopted', file: taken.file });
  });

  it('of a console that starts again after a kill: the scratch folder of its drill is deleted', async () => {
    vi.stubEnv('TMPDIR', folder);
    const dead = await leaveScratch();
    expect(await readdir(folder)).toContain(dead);
    expect(await lookAfterStart(acme.ctx.installation)).toBe(true);
    expect(await readdir(folder)).not.toContain(dead);
    vi.unstubAllEnvs();
  });

  it('that cannot be kept say why', async () => {
    await aDayLater();
    const file = path.join(folder, 'a file');
    await writeFile(file, '');
    const broken = await testInstallation(acme.ctx.installation.database, {
      BACKUP_DIR: path.join(file, 'within'),
      LOG_LEVEL: 'silent',
    });
    await takeDueBackup(broken);
    expect(await failure()).toContain('look at BACKUP_DIR');
  });
});
