import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import type { Database } from '@/lib/db/connection/database';
import { DAY_MS } from '@/lib/domain/durations';
import { confirmKeyCopy } from '../operations/confirm-key-copy';
import { stageMasterKey } from '../operations/stage-master-key';
import { startKeyOperation } from '../operations/start-operation';
import { confirmBackup } from './confirm-backup';
import { readBackupStanding } from './read-backup-standing';

const MINUTE_MS = 60_000;

describeDatabases('confirmed backups', (open) => {
  let database: Database;
  let acme: TestOrganization;
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
  const warnings = async () => (await readBackupStanding({ database }))!.warnings;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  it('are warned about, worst first, until a copy of the key and a backup are confirmed', async () => {
    expect(await warnings()).toEqual(['no_copy', 'none']);
    const { keys } = acme.ctx.installation;
    await confirmKeyCopy(acme.ctx, keys.requireUnlocked().masterFingerprint);
    expect(await warnings()).toEqual(['none']);
    const standing = await confirmBackup(acme.ctx, { takenAt: ago(0), keptIn: 'bucket acme' });
    expect(standing).toMatchObject({
      warnings: [],
      newest: [{ keptIn: 'bucket acme', needs: standing.inForce, confirmedBy: acme.owner.email }],
    });
    const event = await database.prisma.auditEvent.findFirstOrThrow({
      where: { action: 'backup.confirmed' },
    });
    expect(event.text).toContain('bucket acme');
  });

  it('are refused for a time to come, for one before the first key, and with a password in the place', async () => {
    const refused = (takenAt: string, keptIn: string) =>
      confirmBackup(acme.ctx, { takenAt, keptIn }).then(
        () => 'done',
        (error: { extras: { issues: { code: string }[] } }) => error.extras.issues[0]?.code,
      );
    expect(await refused(ago(-10 * MINUTE_MS), 'a shelf')).toBe('in_future');
    expect(await refused(ago(DAY_MS), 'a shelf')).toBe('before_first_key');
    expect(await refused(ago(0), 'sftp://me:hunter2@host/backups')).toBe('holds_password');
    const viewer = await makeMember(acme, 'viewer', 'viewer', acme.payments.team);
    const theirs = contextOf(acme.ctx.installation, viewer);
    await expect(confirmBackup(theirs, { takenAt: ago(0), keptIn: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('taken before the master key was changed need the older one, which is named', async () => {
    const { inForce: before } = (await readBackupStanding({ database }))!;
    const between = ago(0);
    const next = randomBytes(32).toString('hex');
    await startKeyOperation(acme.ctx, { cause: 'window_over' });
    await stageMasterKey(acme.ctx, Plaintext.fromText(next));
    const restarted = await testInstallation(database, { KEYSTOW_MASTER_KEY: next });
    const standing = (await readBackupStanding({ database }))!;
    expect(standing.inForce).not.toBe(before);
    expect(standing.warnings).toEqual(['no_copy', 'older_key']);
    expect(standing.newest[0]!.needs).toBe(before);
    const ctx = contextOf(restarted, acme.owner);
    const late = await confirmBackup(ctx, { takenAt: between, keptIn: 'found later' });
    expect(late.newest[0]).toMatchObject({ keptIn: 'found later', needs: before });
    const now = await confirmBackup(ctx, { takenAt: ago(0), keptIn: 'bucket acme' });
    expect(now.warnings).toEqual(['no_copy']);
    expect(now.newest[0]).toMatchObject({ keptIn: 'bucket acme', needs: standing.inForce });
  });
});
