import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { TEST_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeOrganization, type TestOrganization } from '@/lib/testing/organization';
import { finishMasterKey } from './finish-master-key';
import { replaceKeyFile } from './replace-key-file';
import { stageMasterKey } from './stage-master-key';
import { startKeyOperation } from './start-operation';

describeDatabase('a generated config/master.key', (open) => {
  let database: Database;
  let config: string;
  let acme: TestOrganization;

  beforeEach(async () => {
    config = await mkdtemp(path.join(tmpdir(), 'keystow-file-'));
    await writeFile(path.join(config, 'master.key'), `${TEST_MASTER_KEY}\n`, { mode: 0o600 });
    database = await open();
    acme = await makeOrganization(await boot());
    await startKeyOperation(acme.ctx, { cause: 'window_over' });
  });
  afterEach(() => rm(config, { recursive: true, force: true }));

  const boot = () => testInstallation(database, { KEYSTOW_MASTER_KEY: '', CONFIG_DIR: config });
  const key = () => readFile(path.join(config, 'master.key'), 'utf8');
  const stateOf = async (fingerprint: string) =>
    (
      await database.prisma.rootKeyWrap.findFirst({
        where: { masterFingerprint: fingerprint },
      })
    )?.state;

  it('is replaced without a restart; the old key is kept beside it', async () => {
    const old = acme.ctx.installation.keys.requireUnlocked().masterFingerprint;
    const { masterFingerprint } = await replaceKeyFile(acme.ctx);
    expect(await key()).not.toContain(TEST_MASTER_KEY);
    expect(await readdir(config)).toEqual(expect.arrayContaining([`master.key.${old}`]));
    expect(await stateOf(masterFingerprint)).toBe('active');
    expect(acme.ctx.installation.keys.state).toMatchObject({ masterFingerprint });
    expect((await boot()).keys.state).toMatchObject({ kind: 'unlocked', masterFingerprint });
    await finishMasterKey(acme.ctx, masterFingerprint);
    expect(await stateOf(old)).toBeUndefined();
  });

  it('that was staged but not renamed is dropped by the next start, with its file', async () => {
    const next = randomBytes(32).toString('hex');
    await stageMasterKey(acme.ctx, Plaintext.fromText(next));
    await writeFile(path.join(config, 'master.key.new'), `${next}\n`);
    expect((await boot()).keys.unlocked).toBe(true);
    expect(await readdir(config)).not.toContain('master.key.new');
    expect(await database.prisma.rootKeyWrap.count({ where: { state: 'staged' } })).toBe(0);
    await replaceKeyFile(acme.ctx);
  });

  it('that was renamed but not promoted is promoted by the next start', async () => {
    const next = randomBytes(32).toString('hex');
    const { masterFingerprint } = await stageMasterKey(acme.ctx, Plaintext.fromText(next));
    await writeFile(path.join(config, 'master.key'), `${next}\n`);
    expect((await boot()).keys.state).toMatchObject({ kind: 'unlocked', masterFingerprint });
    expect(await stateOf(masterFingerprint)).toBe('active');
  });
});
