import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { alone } from '@/lib/db/backups/sole-work';
import { lockFolder } from '@/lib/db/connection/folder-lock';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { anyKind, PLATFORM_SCOPE } from '@/lib/services/access/authorize';
import { readBackupStanding } from '@/lib/services/keys/backups/read-backup-standing';
import { putSecret } from '@/lib/services/secrets/put-secrets';
import { leaveScratch } from '@/lib/testing/backups';
import { describeDatabase } from '@/lib/testing/database';
import { openEmbeddedCopy } from '@/lib/testing/embedded-template';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { createBackup, pathOfBackup } from './create-backup';
import { drillBackup } from './drill-backup';
import { viewDrill } from './drill-view';
import { listBackups } from './list-backups';
import type { OpenScratch } from './try-restore';
import { verifyBackup } from './verify-backup';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** In memory, and made in a tenth of the time. */
const inMemory: OpenScratch = () => openEmbeddedCopy(false);

describeDatabase('a restore drill', (open) => {
  let folder: string;
  let acme: TestOrganization;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keystow-drills-'));
    const settings = { BACKUP_DIR: folder, LOG_LEVEL: 'silent' };
    acme = await makeOrganization(await testInstallation(await open(), settings));
    for (const place of [PLATFORM_SCOPE, anyKind(acme.payments.app.path)]) {
      const plaintext = Plaintext.fromText('canary of a drill');
      await putSecret(acme.ctx, place, { key: 'CANARY', plaintext, format: 'utf8' });
    }
    return () => rm(folder, { recursive: true });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  const { prisma, drill, standing } = {
    prisma: () => acme.ctx.installation.database.prisma,
    drill: (id: string, key?: string) =>
      drillBackup(acme.ctx, id, key === undefined ? undefined : Plaintext.fromText(key), inMemory),
    standing: async (file: string) =>
      (await readBackupStanding(acme.ctx.installation))!.newest.find((one) => one.keptIn === file)
        ?.how ?? null,
  };

  it('passes with the key at hand, is dated, and leaves nothing behind', async () => {
    vi.stubEnv('TMPDIR', folder);
    const { id, file } = await createBackup(acme.ctx);
    const done = await drillBackup(acme.ctx, id);
    expect(done.report.map(({ step, ok }) => [step, ok])).toEqual(
      ['file', 'restore', 'root_key', 'data_keys', 'values', 'logs'].map((step) => [step, true]),
    );
    expect(done.report.find(({ step }) => step === 'values')?.text).toContain('2 of 2');
    expect(JSON.stringify(done.report)).not.toContain('canary');
    expect(await readdir(folder)).toEqual([file]);
    expect(+new Date((await listBackups(acme.ctx)).drillDueAt!)).toBeGreaterThan(Date.now());
    const [event] = await lastEvents(prisma(), acme.ctx.installation.id, 1);
    expect(event).toMatchObject({ action: 'backup.drilled', passed: true, fault: null });
    expect(await prisma().node.count()).toBe(0);
    expect(await standing(file)).toBe('drilled');
  });

  it('with another key fails, names the one it needs, and says nothing against the backup', async () => {
    const { id, file, masterFingerprint } = await createBackup(acme.ctx);
    await verifyBackup(acme.ctx, id);
    const other = await drill(id, OTHER_MASTER_KEY);
    expect(other).toMatchObject({ passed: false });
    expect(other.report.at(-1)?.text).toContain(`needs ${masterFingerprint}`);
    expect(await standing(file)).toBe('verified');
    await expect(drill(id, 'short')).rejects.toMatchObject({ code: 'rule_broken' });
  });

  it('that fails takes away what an older one proved, and says its fault', async () => {
    const taken = await createBackup(acme.ctx);
    await drill(taken.id);
    expect(await standing(taken.file)).toBe('drilled');
    const at = pathOfBackup(acme.ctx, taken);
    const bytes = await readFile(at);
    bytes[bytes.length >> 2]! ^= 1;
    await writeFile(at, bytes);
    const altered = await drill(taken.id);
    expect(altered).toMatchObject({ passed: false });
    const { text } = altered.report.at(-1)!;
    expect(text).toMatch(/\w+ \w+/);
    expect(await standing(taken.file)).toBeNull();
    const { items, drillDueAt } = await listBackups(acme.ctx);
    expect(items[0]).toMatchObject({ fault: text, drill: { passed: false } });
    expect(+new Date(drillDueAt!)).toBeLessThanOrEqual(Date.now());
    const [event] = await lastEvents(prisma(), acme.ctx.installation.id, 1);
    expect(event).toMatchObject({ action: 'backup.drilled', passed: false, fault: text });
  });

  it('tries the very file that the backup was filed with, by id and SHA-256', async () => {
    const [first, second] = [await createBackup(acme.ctx), await createBackup(acme.ctx)];
    await copyFile(pathOfBackup(acme.ctx, first), pathOfBackup(acme.ctx, second));
    const exchanged = await drill(second.id);
    expect(exchanged.report).toEqual([
      { step: 'file', ok: false, text: 'It is another backup, which was put in its place.' },
    ]);
    expect(await standing(second.file)).toBeNull();
  });

  it('that an error of the database ends is filed as failed, without what the error quotes', async () => {
    const { id, file } = await createBackup(acme.ctx);
    await verifyBackup(acme.ctx, id);
    const broken: OpenScratch = async () => {
      const database = await openEmbeddedCopy(false);
      await database.close();
      throw new Error('the database quotes canary of a drill');
    };
    const done = await drillBackup(acme.ctx, id, undefined, broken);
    expect(done.report.at(-1)).toMatchObject({ step: 'restore', ok: false });
    const row = await prisma().restoreDrill.findFirstOrThrow({ where: { backupId: id } });
    expect(row).toMatchObject({ id: done.id, passed: false });
    expect(JSON.stringify(row)).not.toContain('canary');
    expect(await standing(file)).toBeNull();
    expect((await prisma().backup.findUniqueOrThrow({ where: { id } })).fault).toBeNull();
  });

  it('is made one at a time', async () => {
    const { id } = (await prisma().backup.findFirst())!;
    await alone(acme.ctx.installation.database, 'drill', async () => {
      await expect(drill(id)).rejects.toMatchObject({
        code: 'conflict',
        extras: { issues: [{ code: 'drill_under_way' }] },
      });
    });
  });

  it('whose process was killed leaves a folder that the next one deletes, and that of a living one stays', async () => {
    vi.stubEnv('TMPDIR', folder);
    const dead = await leaveScratch();
    const living = await mkdtemp(path.join(tmpdir(), 'keystow-drill-'));
    const lock = await lockFolder(living);
    const exchanged = await createBackup(acme.ctx);
    await writeFile(pathOfBackup(acme.ctx, exchanged), '');
    await drill(exchanged.id);
    const left = await readdir(folder);
    expect([dead, path.basename(living)].map((one) => left.includes(one))).toEqual([false, true]);
    await lock.release();
    await rm(living, { recursive: true });
  });

  it('names values that do not open to those who may list them, and counts them for others', async () => {
    await prisma().sealedValue.updateMany({
      data: { envelope: Buffer.from(`01${'00'.repeat(90)}`, 'hex') },
    });
    const done = await drill((await createBackup(acme.ctx)).id);
    expect(done.passed).toBe(false);
    const scopeId = fromTypeId(['team'], acme.payments.team.id)!;
    const of = (permissions: readonly ('backups:manage' | 'secrets:list')[], at: string) =>
      contextOf(acme.ctx.installation, {
        ...{ kind: 'token', id: acme.owner.id, name: 'test', namePatterns: [] },
        ...{ organizationId: acme.id, scopeId: at, permissions },
      });
    const texts = await Promise.all(
      [of(['backups:manage'], acme.id), of(['secrets:list'], scopeId), acme.ctx].map(
        async (ctx) =>
          (await viewDrill(ctx, done)).steps.find(({ step }) => step === 'values')!.text,
      ),
    );
    expect(texts[0]).toBe('2 of 2 do not open.');
    expect(texts[1]).toBe('2 of 2 do not open. Among them CANARY version 1.');
    expect(texts[2]).toContain('Among them CANARY version 1, CANARY version 1.');
  });
});
