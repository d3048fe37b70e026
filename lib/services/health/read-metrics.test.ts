import { beforeAll, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Installation } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import { putSecret } from '../secrets/put-secrets';
import { anyKind } from '../access/authorize';
import { applyManagedSecret } from '../managed/apply-managed-secret';
import { readMetrics } from './read-metrics';

const TOKEN = 'metrics-token-9Zk2-Wq7v';

describeDatabase('the metrics', (open) => {
  let installation: Installation;
  let locked: Installation;
  let owner: Parameters<typeof contextOf>[1];

  beforeAll(async () => {
    const database = await open();
    installation = await testInstallation(database, { METRICS_TOKEN: TOKEN });
    const acme = await makeOrganization(installation);
    owner = acme.owner;
    const value = { plaintext: Plaintext.fromText('canary-value'), format: 'utf8' as const };
    await putSecret(acme.ctx, anyKind('payments'), { key: 'CANARY_NAME', ...value });
    const other = { METRICS_TOKEN: TOKEN, KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY };
    locked = await testInstallation(database, other);
  });

  const read = (authorization: string | null, of = installation) =>
    readMetrics(async () => of, authorization);

  it.each([null, '', TOKEN, 'Bearer ', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`])(
    'are refused to whoever sends %s',
    async (sent) => expect(await read(sent)).toBe('refused'),
  );

  it('are not there without a token, nor before the console has booted', async () => {
    const bare = await testInstallation(installation.database);
    expect(await read('Bearer undefined', bare)).toBe('closed');
    expect(await readMetrics(() => Promise.reject(new Error('no')), null)).toBe('closed');
  });

  it('tell of process, key and database, and name no secret, scope or person', async () => {
    const answer = await read(`Bearer ${TOKEN}`);
    if (typeof answer === 'string') throw new Error(answer);
    expect(answer.contentType).toContain('text/plain');
    expect(answer.text).toMatch(/^keystow_unlocked 1$/m);
    expect(answer.text).toMatch(/^keystow_database_up 1$/m);
    expect(answer.text).toMatch(/^process_cpu_seconds_total \S+$/m);
    for (const name of ['CANARY_NAME', 'canary-value', 'payments', 'acme', TOKEN]) {
      expect(answer.text).not.toContain(name);
    }
    expect(await read(`Bearer ${TOKEN}`, locked)).toMatchObject({
      text: expect.stringMatching(/^keystow_unlocked 0$/m) as string,
    });
  });

  it('go by the token that was put in place until the next start', async () => {
    const next = 'another-token-5Kd1-Pz8m';
    const ctx = contextOf(installation, owner);
    await applyManagedSecret(ctx, 'METRICS_TOKEN', Plaintext.fromText(next));
    expect(await read(`Bearer ${TOKEN}`)).toBe('refused');
    expect(typeof (await read(`Bearer ${next}`))).toBe('object');
  });
});
