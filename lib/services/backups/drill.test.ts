import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { systemContext } from '@/lib/services/context';
import { anyKind, PLATFORM_SCOPE } from '@/lib/services/access/authorize';
import { putSecret } from '@/lib/services/secrets/put-secrets';
import { describeDatabase } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { changeBackupPolicy } from './change-policy';
import { createBackup, pathOfBackup } from './create-backup';
import { drillBackup } from './drill-backup';
import { takeDueBackup } from './keep-backups';
import { listBackups } from './list-backups';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

describeDatabase('a restore drill', (open) => {
  let folder: string;
  let acme: TestOrganization;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keystow-drills-'));
    acme = await makeOrganization(await testInstallation(await open(), { BACKUP_DIR: folder }));
    for (const place of [PLATFORM_SCOPE, anyKind(acme.payments.app.path)]) {
      const plaintext = Plaintext.fromText('canary of a drill');
      await putSecret(acme.ctx, place, { key: 'CANARY', plaintext, format: 'utf8' });
    }
    return () => rm(folder, { recursive: true });
  });
  const prisma = () => acme.ctx.installation.database.prisma;

  it('passes with the key at hand, is dated, and leaves nothing behind', async () => {
    const { id } = await createBackup(acme.ctx);
    const scratches = async () =>
      (await readdir(tmpdir())).filter((name) => name.startsWith('keystow-drill-'));
    const before = await scratches();
    const drill = await drillBackup(acme.ctx, id);
    expect(drill.report.map(({ step, ok }) => [step, ok])).toEqual(
      ['file', 'restore', 'root_key', 'data_keys', 'values', 'logs'].map((step) => [step, true]),
    );
    expect(drill.report.find(({ step }) => step === 'values')?.text).toContain('2 of 2');
    expect(JSON.stringify(drill.report)).not.toContain('canary');
    expect(await scratches()).toEqual(before);
    expect((await listBackups(acme.ctx)).drillDueAt).not.toBeNull();
    const [event] = await lastEvents(prisma(), acme.ctx.installation.id, 1);
    expect(event).toMatchObject({ action: 'backup.drilled', passed: true });
    expect(await prisma().node.count()).toBe(0);
  });

  it('fails with another key, naming the one it needs, and for a file that was altered', async () => {
    const taken = await createBackup(acme.ctx);
    const other = await drillBackup(acme.ctx, taken.id, Plaintext.fromText(OTHER_MASTER_KEY));
    expect(other).toMatchObject({ passed: false });
    expect(other.report.at(-1)?.text).toContain(`needs ${taken.masterFingerprint}`);
    await expect(
      drillBackup(acme.ctx, taken.id, Plaintext.fromText('short')),
    ).rejects.toMatchObject({ code: 'rule_broken' });
    const file = pathOfBackup(acme.ctx, taken);
    const bytes = await readFile(file);
    bytes[bytes.length >> 2]! ^= 1;
    await writeFile(file, bytes);
    const altered = await drillBackup(acme.ctx, taken.id);
    expect(altered).toMatchObject({ passed: false });
    expect(altered.report.at(-1)).toMatchObject({ step: 'restore', ok: false });
  });

  it('a backup is taken when it is due, once, and older files go while their rows stay', async () => {
    const { installation } = acme.ctx;
    const all = await prisma().backup.count();
    await takeDueBackup(installation);
    expect(await prisma().backup.count()).toBe(all);
    await changeBackupPolicy(acme.ctx, { everyHours: 24, keep: 2, drillDays: 30 });
    await takeDueBackup(installation);
    expect(await prisma().backup.count()).toBe(all);
    await prisma().backup.updateMany({ data: { takenAt: new Date(Date.now() - 25 * 3_600_000) } });
    await Promise.all([takeDueBackup(installation), takeDueBackup(installation)]);
    expect(await prisma().backup.count()).toBe(all + 1);
    const { items } = await listBackups(systemContext(installation, 'test'));
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ scheduled: true, present: true, fault: null, inForce: true });
    expect((await readdir(folder)).filter((name) => name.endsWith('.backup'))).toHaveLength(2);
  });

  it('a schedule that cannot be kept says why', async () => {
    const { installation } = acme.ctx;
    await prisma().backup.updateMany({ data: { takenAt: new Date(Date.now() - 25 * 3_600_000) } });
    await prisma().backupPolicy.updateMany({ data: { attemptedAt: null } });
    const file = path.join(folder, 'a file');
    await writeFile(file, '');
    const broken = await testInstallation(installation.database, {
      BACKUP_DIR: path.join(file, 'within'),
      LOG_LEVEL: 'silent',
    });
    await takeDueBackup(broken);
    const { policy } = await listBackups(acme.ctx);
    expect(policy.failure).toContain('look at BACKUP_DIR');
  });
});
