import { expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/connection/database';
import type { Database } from '@/lib/db/connection/database';
import { Plaintext } from '@/lib/domain/plaintext';
import { describePostgres } from '@/lib/testing/database';
import {
  contextOf,
  OTHER_MASTER_KEY,
  TEST_MASTER_KEY,
  testInstallation,
} from '@/lib/testing/installation';
import { openMortal } from '@/lib/testing/mortal-database';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { createPostgresCopy } from '@/lib/testing/postgres-template';
import { PLATFORM_SCOPE } from '../../access/authorize';
import { putSecret } from '../../secrets/put-secrets';
import { recoverLostValues } from './recover-lost-values';
import { resetKeys } from './reset-keys';

const OTHER = { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY };
const VALUE = 'kept through all of it';

interface Filled {
  readonly acme: TestOrganization;
  readonly secretId: string;
  readonly needed: string;
}

async function fill(database: Database): Promise<Filled> {
  const installation = await testInstallation(database);
  const acme = await makeOrganization(installation);
  const plaintext = Plaintext.fromText(VALUE);
  const put = await putSecret(acme.ctx, PLATFORM_SCOPE, { key: 'KEPT', plaintext, format: 'utf8' });
  const { state } = installation.keys;
  const needed = state.kind === 'unlocked' ? state.masterFingerprint : '';
  return { acme, secretId: put.secret.id, needed };
}

describePostgres('killed before any statement', (serverUrl) => {
  it('a reset leaves the old keys whole or the new ones, and the lost key brings the value back', async () => {
    const copy = await createPostgresCopy(serverUrl);
    const database = await openDatabase({ databaseUrl: copy.url, dataDir: '' });
    const { acme, secretId, needed } = await fill(database);
    let whole = 0;
    for (let last = 1; ; last += 1) {
      const mortal = await openMortal(copy.url);
      const dying = contextOf(await testInstallation(mortal.database, OTHER), acme.owner);
      mortal.killBefore(last);
      await resetKeys(dying, needed).catch(() => undefined);
      await mortal.database.close().catch(() => undefined);
      const old = await testInstallation(database);
      if (!old.keys.unlocked) break;
      expect((await openCurrentValue(old, secretId)).toString(), `statement ${last}`).toBe(VALUE);
      expect(await database.prisma.keyReset.count()).toBe(0);
      whole += 1;
    }
    expect(whole).toBeGreaterThan(20);

    for (let last = 1; ; last += 1) {
      const mortal = await openMortal(copy.url);
      const dying = contextOf(await testInstallation(mortal.database, OTHER), acme.owner);
      mortal.killBefore(last);
      await recoverLostValues(dying, Plaintext.fromText(TEST_MASTER_KEY)).catch(() => undefined);
      await mortal.database.close().catch(() => undefined);
      const rows = await database.prisma.lostValue.count();
      const sealed = await database.prisma.sealedValue.count();
      expect([last, rows + sealed]).toEqual([last, 1]);
      if (!mortal.died()) break;
    }
    const after = await testInstallation(database, OTHER);
    expect((await openCurrentValue(after, secretId)).toString()).toBe(VALUE);
    await database.close();
    await copy.drop();
  }, 300_000);
});
