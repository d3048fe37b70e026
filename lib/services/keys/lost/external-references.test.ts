import { beforeEach, expect, it } from 'vitest';
import { anyKind } from '../../access/authorize';
import { pollVersions } from '../../backends/poll-versions';
import { listSecrets } from '../../secrets/list-secrets';
import { putSecret } from '../../secrets/put-secrets';
import { referSecret } from '../../secrets/refer-secret';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Database } from '@/lib/db/connection/database';
import { makeConnector, openHarness } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { resetKeys } from './reset-keys';
import { readWorksheet } from './read-worksheet';

const APP = anyKind('payments.production.billing');

describeDatabase('a reference to a backend, when the master key is lost', (open) => {
  let database: Database;
  let acme: TestOrganization;

  beforeEach(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  it('survives, is not to be entered again, and leads to its value as before', async () => {
    const { installation } = acme.ctx;
    const { state } = installation.keys;
    await makeConnector(acme, { kind: 'aws', slug: 'cloud' });
    const sealed = { plaintext: Plaintext.fromText('canary-sealed'), format: 'utf8' } as const;
    await putSecret(acme.ctx, APP, { key: 'SEALED', ...sealed });
    await putSecret(acme.ctx, APP, { key: 'MOVED', ...sealed });
    await referSecret(acme.ctx, APP, { key: 'MOVED', backend: 'aws', reference: 'moved' });
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    const ctx = contextOf(locked, acme.owner);
    await resetKeys(ctx, state.kind === 'unlocked' ? state.masterFingerprint : '');
    const { items } = await listSecrets(ctx, APP);
    expect(items).toMatchObject([
      { key: 'MOVED', lostAt: null, backend: 'aws', reference: 'moved', version: 2 },
      { key: 'SEALED', lostAt: expect.any(String) },
    ]);
    expect(await readWorksheet(ctx, {})).toMatchObject({ items: [{ key: 'SEALED' }] });
    const harness = openHarness(locked);
    harness.keep('moved', 'canary-there', 'm-1');
    expect(await pollVersions(locked, 60)).toBe(1);
    const { items: after } = await listSecrets(ctx, APP);
    expect(after[0]).toMatchObject({ atBackend: { fault: null, version: 'm-1' } });
  });
});
