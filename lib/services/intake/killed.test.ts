import { expect, it } from 'vitest';
import { openDatabase } from '@/lib/db/connection/database';
import { describePostgres } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { enter, itemRow, linkFor, sealSecret, VALUE_BEFORE } from '@/lib/testing/intake';
import { openMortal } from '@/lib/testing/mortal-database';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeOrganization } from '@/lib/testing/organization';
import { createPostgresCopy } from '@/lib/testing/postgres-template';

const APP = 'payments.production.billing';

describePostgres('killed before any statement of an answer', (serverUrl) => {
  it('a console has both used the item up and sealed its value, or neither', async () => {
    const copy = await createPostgresCopy(serverUrl);
    const database = await openDatabase({ databaseUrl: copy.url, dataDir: '' });
    const installation = await testInstallation(database);
    const { ctx } = await makeOrganization(installation);
    const outcomes: string[] = [];
    for (let last = 1; ; last += 1) {
      const secret = await sealSecret(ctx, APP, `KEY_${last}`);
      const link = await linkFor(ctx, [secret]);
      const mortal = await openMortal(copy.url);
      const dying = await testInstallation(mortal.database);
      mortal.killBefore(last);
      await enter(dying, link, secret, 'entered').catch(() => undefined);
      await mortal.database.close().catch(() => undefined);
      const item = await itemRow(installation, link, secret);
      const value = (await openCurrentValue(installation, secret.id)).toString();
      expect([last, item.version, value]).toEqual(
        item.answeredAt ? [last, 2, 'entered'] : [last, null, VALUE_BEFORE],
      );
      outcomes.push(item.answeredAt ? 'both' : 'neither');
      if (!item.answeredAt) await enter(installation, link, secret, 'entered after all');
      if (!mortal.died()) break;
    }
    expect(outcomes.filter((outcome) => outcome === 'neither').length).toBeGreaterThan(10);
    expect(outcomes.at(-1)).toBe('both');
    await database.close();
    await copy.drop();
  }, 300_000);
});
