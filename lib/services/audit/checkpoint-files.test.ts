import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { sendDue } from './keep-checkpoints';
import { takeCheckpoint } from './list-checkpoints';

describeDatabase('the folder of checkpoints', (open) => {
  let folder: string;
  let acme: TestOrganization;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keystow-checkpoints-'));
    const settings = { AUDIT_CHECKPOINT_DIR: folder, LOG_LEVEL: 'silent' };
    acme = await makeOrganization(await testInstallation(await open(), settings));
  });

  afterEach(async () => {
    await chmod(folder, 0o700).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  });

  it('has the newest one of each log, whole, and sets aside what shows that a log was rewound', async () => {
    const { installation } = acme.ctx;
    await sendDue(installation);
    const file = path.join(folder, `${acme.id}.checkpoint`);
    expect((await readdir(folder)).sort()).toEqual(
      [`${acme.id}.checkpoint`, `${installation.id}.checkpoint`].sort(),
    );
    const { note } = await takeCheckpoint(acme.ctx);
    expect(await readFile(file, 'utf8')).toBe(note);
    const larger = note.replace(/\n\d+\n/, '\n900000\n');
    const size = note.split('\n')[1]!;
    const other = note.replace(/\n[^\n]{44}\n/, `\n${'A'.repeat(43)}=\n`);
    for (const [kept, as] of [
      [larger, '900000'],
      [other, size],
    ] as const) {
      await writeFile(file, kept);
      await sendDue(installation);
      const aside = path.join(folder, `${acme.id}.rewound-${as}.checkpoint`);
      expect(await readFile(aside, 'utf8')).toBe(kept);
      expect(await readFile(file, 'utf8')).toBe(note);
    }
  });

  it('gets nothing that this console did not sign', async () => {
    const { installation } = acme.ctx;
    await sendDue(installation);
    const file = path.join(folder, `${acme.id}.checkpoint`);
    const { size } = await takeCheckpoint(acme.ctx);
    await installation.database.pool.query(
      `UPDATE audit_checkpoint SET note = replace(note, $2, '1' || $2) WHERE chain_id = $1`,
      [acme.id, size],
    );
    await rm(file);
    await sendDue(installation);
    expect(await readdir(folder)).not.toContain(`${acme.id}.checkpoint`);
  });

  it('that cannot be written stops nothing', async () => {
    await rm(folder, { recursive: true });
    await expect(sendDue(acme.ctx.installation)).resolves.toBeUndefined();
  });
});
