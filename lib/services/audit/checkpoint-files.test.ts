import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeDatabases } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { sendDue } from './keep-checkpoints';
import { takeCheckpoint } from './list-checkpoints';

describeDatabases('the folder of checkpoints', (open) => {
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

  it('has the newest one of each log, whole, and keeps a larger one that shows a rewound log', async () => {
    const { installation } = acme.ctx;
    await sendDue(installation);
    const file = path.join(folder, `${acme.id}.checkpoint`);
    expect((await readdir(folder)).sort()).toEqual(
      [`${acme.id}.checkpoint`, `${installation.id}.checkpoint`].sort(),
    );
    const { note } = await takeCheckpoint(acme.ctx);
    expect(await readFile(file, 'utf8')).toBe(note);
    const larger = note.replace(/\n\d+\n/, '\n900000\n');
    await writeFile(file, larger);
    await sendDue(installation);
    expect(await readFile(file, 'utf8')).toBe(larger);
  });

  it('that cannot be written stops nothing', async () => {
    await rm(folder, { recursive: true });
    await expect(sendDue(acme.ctx.installation)).resolves.toBeUndefined();
  });
});
