import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { Plaintext } from '@/lib/domain/plaintext';
import { putSecret } from '@/lib/services/secrets/put-secrets';
import { PLATFORM_SCOPE } from '@/lib/services/access/authorize';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, TEST_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeMember, makeOrganization, signIn } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { createBackup, pathOfBackup } from './create-backup';
import { readManifest } from './read-manifest';
import { verifyBackupFile } from './read-backup-file';
import { verifyBackup } from './verify-backup';

const CANARY = 'canary of a backup';

describeDatabase('a backup', (open) => {
  let folder: string;
  let database: Database;
  let acme: TestOrganization;
  let file: string;
  let id: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keystow-backup-'));
    database = await open();
    const installation = await testInstallation(database, { BACKUP_DIR: folder });
    acme = await makeOrganization(installation);
    await signIn(installation, acme.owner.email);
    const plaintext = Plaintext.fromText(CANARY);
    await putSecret(acme.ctx, PLATFORM_SCOPE, { key: 'CANARY', plaintext, format: 'utf8' });
    const taken = await createBackup(acme.ctx);
    ({ id } = taken);
    file = pathOfBackup(acme.ctx, taken);
    return () => rm(folder, { recursive: true });
  });

  it('is one file for its owner alone, without any key, value or sign-in, and says which key it needs', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const manifest = await readManifest(file);
    expect(manifest.masterFingerprint).toBe(
      acme.ctx.installation.keys.requireUnlocked().masterFingerprint,
    );
    expect(manifest.engine).toBe(database.kind);
    const text = gunzipSync((await readFile(file)).subarray(0, manifest.bytes)).toString('latin1');
    const canary = Buffer.from(CANARY);
    for (const never of [
      TEST_MASTER_KEY,
      CANARY,
      canary.toString('hex'),
      canary.toString('base64'),
    ])
      expect(text).not.toContain(never);
    expect(text).not.toMatch(/^COPY "(session|one_time_link|throttle|node)"/m);
    expect(text).toContain('COPY "secret" ("id",');
    const [event] = await lastEvents(database.prisma, acme.ctx.installation.id, 1);
    expect(event).toMatchObject({ action: 'backup.created', file: path.basename(file) });
  });

  it('holds as many rows of each table as there are', async () => {
    const { manifest } = await verifyBackupFile(file);
    const counted = Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows]));
    expect(counted['secret']).toBe(1);
    expect(counted['scope']).toBe(await database.prisma.scope.count());
    expect(Object.keys(counted).length + manifest.leftOut.length).toBeGreaterThan(50);
  });

  it('verifies, and is refused, saying what is wrong, with any one byte altered', async () => {
    expect(await verifyBackup(acme.ctx, id)).toMatchObject({ fault: null });
    const whole = await readFile(file);
    const { bytes } = await readManifest(file);
    const altered = path.join(folder, 'altered');
    const places = [0, 4, 9, 100, bytes >> 1, bytes - 9, bytes - 1, bytes, bytes + 30];
    const last = whole.length;
    for (const at of [
      ...places,
      last - 200,
      last - 35,
      last - 34,
      last - 33,
      last - 20,
      last - 1,
    ]) {
      const copy = Buffer.from(whole);
      copy[at]! ^= 0x01;
      await writeFile(altered, copy);
      await expect(verifyBackupFile(altered), `byte ${at} of ${last}`).rejects.toMatchObject({
        name: 'BackupRefused',
        message: expect.stringMatching(/\w+ \w+/),
      });
    }
    await writeFile(altered, whole.subarray(0, -1));
    await expect(verifyBackupFile(altered)).rejects.toMatchObject({ fault: 'cut_off' });
    await writeFile(altered, Buffer.concat([whole, Buffer.from('\n')]));
    await expect(verifyBackupFile(altered)).rejects.toMatchObject({ fault: 'cut_off' });
  });

  it('opens with the pinned public key alone, and with no other', async () => {
    const { verifierKey } = await readManifest(file);
    await expect(readManifest(file, [verifierKey])).resolves.toMatchObject({ id });
    const other = `${verifierKey.slice(0, -4)}AAA=`;
    await expect(readManifest(file, [other])).rejects.toMatchObject({ fault: 'other_signer' });
  });

  it('whose file is gone or was exchanged is told of', async () => {
    const second = await createBackup(acme.ctx);
    const at = pathOfBackup(acme.ctx, second);
    await cp(file, at);
    expect((await verifyBackup(acme.ctx, second.id)).fault).toContain('another backup');
    await rm(at);
    expect((await verifyBackup(acme.ctx, second.id)).fault).toContain('There is no file');
  });

  it('is taken and verified by whoever manages backups alone', async () => {
    const editor = await makeMember(acme, 'editor', 'editor', acme.payments.team);
    const theirs = contextOf(acme.ctx.installation, editor);
    await expect(createBackup(theirs)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(verifyBackup(theirs, id)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
