import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it, vi } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { describeServer, readMigrationState } from '@/lib/db/health/describe-server';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabases } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import { PLATFORM_SCOPE } from '../access/authorize';
import type { Installation } from '../context';
import { putSecret } from '../secrets/put-secrets';
import { checkAuditHeads } from './check-audit-heads';
import { checkValues } from './check-values';

describeDatabases('the doctor, of what is stored', (open) => {
  let database: Database;
  let installation: Installation;

  beforeAll(async () => {
    database = await open();
    installation = await testInstallation(database);
    const { ctx } = await makeOrganization(installation);
    for (const key of ['FIRST', 'SECOND', 'THIRD']) {
      const plaintext = Plaintext.fromText(`canary of ${key}`);
      await putSecret(ctx, PLATFORM_SCOPE, { key, plaintext, format: 'utf8' });
    }
  });

  it('knows the server and what was applied', async () => {
    const { version, clockAheadMs } = await describeServer(database);
    expect(version).toMatch(/^\d+/);
    expect(Math.abs(clockAheadMs)).toBeLessThan(60_000);
    expect(await readMigrationState(database)).toMatchObject({ begun: true, pending: [] });
    const none = await open({ migrated: false });
    expect(await readMigrationState(none)).toMatchObject({ begun: false });
  });

  it('opens values, all of them when asked, and tells of one that does not open without quoting any', async () => {
    const onProgress = vi.fn();
    expect(await checkValues(installation, { deep: true, onProgress })).toMatchObject({
      status: 'ok',
      message: 'all of 3 opened',
    });
    expect(onProgress).toHaveBeenLastCalledWith(0, 3);
    const row = await database.prisma.sealedValue.findFirstOrThrow();
    const broken = Buffer.from(row.envelope);
    broken[broken.length - 1]! ^= 1;
    const where = { versionId: row.versionId };
    await database.prisma.sealedValue.updateMany({ where, data: { envelope: broken } });
    const found = await checkValues(installation, { deep: false });
    expect(found.status).toBe('problem');
    expect(found.message).toMatch(/1 do not open: (FIRST|SECOND|THIRD) version 1/);
    expect(JSON.stringify(found)).not.toContain('canary');
    const unreadableAt = new Date();
    await database.prisma.sealedValue.updateMany({ where, data: { unreadableAt } });
    expect((await checkValues(installation, { deep: true })).message).toContain(
      '1 are known not to open',
    );
  });

  it('finds an audit log whose end is not what was left', async () => {
    expect(await checkAuditHeads(installation)).toMatchObject({ status: 'ok' });
    const head = await database.prisma.auditHead.findFirstOrThrow();
    const { chainId } = head;
    await database.prisma.auditHead.updateMany({
      where: { chainId },
      data: { mac: randomBytes(32) },
    });
    const found = await checkAuditHeads(installation);
    expect(found).toMatchObject({ status: 'problem' });
    expect(found!.message).toContain(chainId);
    await database.prisma.auditHead.updateMany({ where: { chainId }, data: { mac: head.mac } });
  });

  it('counts only while the console is locked', async () => {
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    expect(locked.keys.unlocked).toBe(false);
    expect(await checkAuditHeads(locked)).toBeNull();
    expect((await checkValues(locked, { deep: true })).message).toContain('of 3 values');
  });
});
