import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import type { Database, DatabaseKind } from '@/lib/db/connection/database';
import { restoreInto } from '@/lib/db/backups/restore';
import { migrate } from '@/lib/db/migration/migrate';
import { MIGRATIONS_FOLDER, readMigrations } from '@/lib/db/migration/migration-files';
import { newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { appendPending } from '@/lib/services/audit/append-pending';
import { verifyEveryLog } from '@/lib/services/audit/verify-log';
import { checkValues } from '@/lib/services/doctor/check-values';
import { PLATFORM_SCOPE } from '@/lib/services/access/authorize';
import { putSecret, putSecrets } from '@/lib/services/secrets/put-secrets';
import { systemContext } from '@/lib/services/context';
import { atHand, restoreTo } from '@/lib/testing/backups';
import { describeDatabase, describeDatabases, TEST_POSTGRES_URL } from '@/lib/testing/database';
import { openEmbeddedCopy } from '@/lib/testing/embedded-template';
import { OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeOrganization, makeToken, signIn } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { openPostgresCopy } from '@/lib/testing/postgres-template';
import { createBackup, pathOfBackup } from './create-backup';
import { readManifest } from './read-manifest';
import { restoreBackup } from './restore-backup';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const VALUES = 2000;
const FEW = 20;

interface Taken {
  readonly acme: TestOrganization;
  readonly file: string;
}

async function takeBackup(database: Database, folder: string, values: number): Promise<Taken> {
  const installation = await testInstallation(database, { BACKUP_DIR: folder });
  const acme = await makeOrganization(installation);
  await signIn(installation, acme.owner.email);
  await makeToken(acme, acme.payments.team, ['secrets:list']);
  for (let from = 0; from < values; from += 1000) {
    const inputs = Array.from({ length: Math.min(1000, values) }, (_, index) => ({
      key: `VALUE_${from + index}`,
      plaintext: Plaintext.fromText(`value ${from + index}\n\t\\.`),
      format: 'utf8' as const,
    }));
    await putSecrets(acme.ctx, PLATFORM_SCOPE, inputs);
  }
  return { acme, file: pathOfBackup(acme.ctx, await createBackup(acme.ctx)) };
}

/** An empty database of the other kind, where there is one. */
async function other(kind: DatabaseKind): Promise<Database> {
  return kind === 'embedded' && TEST_POSTGRES_URL !== undefined
    ? openPostgresCopy(TEST_POSTGRES_URL, false)
    : openEmbeddedCopy(false);
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keystow-restore-'));
  return () => rm(folder, { recursive: true });
});

describeDatabases('a backup of many values', (open, kind) => {
  it('on the other engine has every row, opens every value, and its logs verify', async () => {
    const { file } = await takeBackup(await open(), folder, VALUES);
    const database = await other(kind);
    try {
      const seen: number[] = [];
      await restoreTo(database, file, { onProgress: (rows) => seen.push(rows) });
      const { tables } = await readManifest(file);
      expect(seen.at(-1)).toBe(tables.reduce((sum, { rows }) => sum + rows, 0));
      for (const { name, rows } of tables.filter((one) => one.name !== 'audit_pending')) {
        const found = await database.pool.query(`select count(*)::int as n from "${name}"`);
        expect([name, found.rows[0]]).toEqual([name, { n: rows }]);
      }
      const installation = await testInstallation(database, { BACKUP_DIR: folder });
      expect(installation.keys.unlocked).toBe(true);
      expect(await checkValues(installation, { deep: true })).toMatchObject({
        status: 'ok',
        message: `all of ${VALUES} opened`,
      });
      await appendPending(installation);
      expect((await verifyEveryLog(installation)).map(({ ok }) => ok)).not.toContain(false);
      const again = await createBackup(systemContext(installation, 'test'));
      expect(again.counts['secret_version']).toBe(VALUES);
    } finally {
      await database.close();
    }
  });
});

describeDatabase('a restored backup', (open) => {
  let acme: TestOrganization;
  let file: string;
  const target = () => open({ migrated: false });

  beforeAll(async () => {
    ({ acme, file } = await takeBackup(await open(), folder, FEW));
  });

  it('tells each log what is lost', async () => {
    const database = await target();
    await restoreTo(database, file, { revokeTokens: true });
    const { prisma } = database;
    const former = await prisma.auditHead.findMany();
    const installation = await testInstallation(database, { BACKUP_DIR: folder });
    await appendPending(installation);
    for (const { chainId, size } of former) {
      const [event] = await lastEvents(prisma, chainId, 1);
      expect(event).toMatchObject({ action: 'backup.restored', size: String(size), known: null });
    }
  });

  it('needs its own key: with another the console is locked and names it', async () => {
    const database = await target();
    await restoreTo(database, file);
    const { keys } = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    expect(keys.state).toMatchObject({
      kind: 'locked',
      reason: 'wrong_key',
      needed: [(await readManifest(file)).masterFingerprint],
    });
    expect(await database.prisma.auditPending.count()).toBeGreaterThan(0);
  });

  it('leaves a database alone that another program has, with migrations of its own', async () => {
    const database = await open({ migrated: false });
    await database.pool.query('CREATE TABLE _prisma_migrations (id text)');
    await database.pool.query('CREATE TABLE customers (id int)');
    const refused = restoreTo(database, file, { replace: true });
    await expect(refused).rejects.toMatchObject({ code: 'foreign_tables' });
    expect((await database.pool.query('SELECT FROM customers')).rowCount).toBe(0);
  });

  it('of an earlier Keystow is brought up to date, and one of a newer Keystow is refused', async () => {
    const known = await readMigrations(MIGRATIONS_FOLDER);
    const installation = { name: 'installation', columns: ['id'] };
    const database = await target();
    await restoreInto(database, {
      migration: known.at(-3)!.name,
      ...{ replace: false, revokeTokens: false, events: () => [] },
      rows: (async function* () {
        yield { table: installation, rows: Buffer.from(`${newUuid()}\n`) };
      })(),
    });
    expect(await migrate(database)).toEqual({ applied: [] });
    expect(await database.prisma.installation.count()).toBe(1);
    const manifest = { ...(await readManifest(file)), migration: '99990101000000_to_come' };
    const by = { kind: 'system', name: 'operator@host' } as const;
    const options = { signer: atHand(), replace: true, revokeTokens: false, by };
    await expect(restoreBackup(database, file, manifest, options)).rejects.toMatchObject({
      fault: 'newer_migration',
    });
    expect(await database.prisma.installation.count()).toBe(1);
  });

  it('replaces another console only where that was said, and then knows how much is lost', async () => {
    const { database } = acme.ctx.installation;
    await expect(restoreTo(database, file)).rejects.toMatchObject({ code: 'not_empty' });
    const plaintext = Plaintext.fromText('after the backup');
    await putSecret(acme.ctx, PLATFORM_SCOPE, { key: 'AFTER', plaintext, format: 'utf8' });
    const whole = await readFile(file);
    const altered = Buffer.from(whole);
    altered[whole.length >> 1]! ^= 0x10;
    await writeFile(file, altered);
    await expect(restoreTo(database, file, { replace: true })).rejects.toThrow();
    expect(await database.prisma.secret.count()).toBe(FEW + 1);
    await writeFile(file, whole);
    const size = (await database.prisma.auditHead.findUnique({ where: { chainId: acme.id } }))!
      .size;
    await restoreTo(database, file, { replace: true });
    expect(await database.prisma.secret.count()).toBe(FEW);
    await appendPending(await testInstallation(database, { BACKUP_DIR: folder }));
    const [event] = await lastEvents(database.prisma, acme.id, 1);
    expect(event).toMatchObject({ action: 'backup.restored', known: String(size) });
  });
});
