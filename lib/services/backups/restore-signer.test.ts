import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import { atHand, restoreTo, signAnew } from '@/lib/testing/backups';
import { describeDatabase } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import { createBackup, pathOfBackup } from './create-backup';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

describeDatabase('whoever signed a backup', (open) => {
  let file: string;
  let forged: string;
  let id: string;

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'keystow-signer-'));
    const { ctx } = await makeOrganization(
      await testInstallation(await open(), { BACKUP_DIR: folder }),
    );
    file = pathOfBackup(ctx, await createBackup(ctx));
    ({ id } = ctx.installation);
    forged = path.join(folder, 'forged');
    await signAnew(file, forged);
    return () => rm(folder, { recursive: true });
  });

  it('is refused where no master key at hand opens the key in it that signed, and nothing is changed', async () => {
    const database = await open({ migrated: false });
    const tables = async () => (await database.pool.query('SELECT FROM pg_tables')).rowCount;
    const before = await tables();
    for (const [one, signer] of [
      [forged, atHand()],
      [file, atHand(OTHER_MASTER_KEY)],
      [file, { kind: 'at_hand', given: [] }],
    ] as const) {
      await expect(restoreTo(database, one, { signer })).rejects.toMatchObject({
        fault: 'unknown_signer',
        message: expect.stringContaining('--unpinned'),
      });
    }
    expect(await tables()).toBe(before);
    await restoreTo(database, forged, { signer: { kind: 'unpinned' } });
    expect(await database.prisma.installation.count()).toBe(1);
  });

  it('of another installation takes no console’s place, unless its key is pinned', async () => {
    const database = await open();
    const other = await testInstallation(database);
    await expect(restoreTo(database, file, { replace: true })).rejects.toMatchObject({
      fault: 'other_installation',
      message: expect.stringContaining(other.id),
    });
    expect(await database.prisma.installation.findFirst()).toMatchObject({ id: other.id });
    await restoreTo(database, file, { replace: true, signer: { kind: 'pinned' } });
    expect(await database.prisma.installation.findFirst()).toMatchObject({ id });
  });
});
