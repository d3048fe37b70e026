import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeOrganization } from '@/lib/testing/organization';
import { PLATFORM_SCOPE } from '../access/authorize';
import { createConnector } from '../backends/create-connector';
import { listSecrets } from '../secrets/list-secrets';
import { readTransfer } from './list-transfers';
import { planTransfer } from './plan-transfer';
import { runTransfers } from './run-transfers';
import { startTransfer } from './start-transfer';

describeDatabase('a dotenv file', (open) => {
  it('is referred to and moved home; what is written to it after the plan is noticed', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'keystow-transfers-'));
    const file = path.join(folder, 'prod.env');
    await writeFile(file, 'MAIL_KEY=of mail\nSLACK_KEY=of slack\nPATH=/bin\n');
    const installation = await testInstallation(await open(), { ENV_BACKEND_PATHS: folder });
    const { ctx } = await makeOrganization(installation);
    const settings = { source: 'file', path: file };
    await createConnector(ctx, { kind: 'env', slug: 'file', name: 'File', settings });
    const run = async (
      input: Parameters<typeof planTransfer>[2],
      then = async () => undefined as void,
    ) => {
      const { id } = await planTransfer(ctx, PLATFORM_SCOPE, input);
      await then();
      await startTransfer(ctx, PLATFORM_SCOPE, id);
      await runTransfers(installation);
      const { items } = await readTransfer(ctx, PLATFORM_SCOPE, id);
      return items.map(({ name, state, code }) => [name, state, code]);
    };
    expect(await run({ mode: 'refer', from: 'file' })).toEqual([
      ['MAIL_KEY', 'done', null],
      ['PATH', 'skipped', 'name_dangerous'],
      ['SLACK_KEY', 'done', null],
    ]);
    const { items } = await listSecrets(ctx, PLATFORM_SCOPE, {});
    expect(items.map(({ key, backend, reference }) => [key, backend, reference])).toEqual([
      ['MAIL_KEY', 'env', 'MAIL_KEY'],
      ['SLACK_KEY', 'env', 'SLACK_KEY'],
    ]);
    const changed = async () => writeFile(file, 'MAIL_KEY=of mail\nSLACK_KEY=another\n');
    expect(await run({ mode: 'move', from: 'file' }, changed)).toEqual([
      ['MAIL_KEY', 'done', null],
      ['SLACK_KEY', 'changed', 'source_changed'],
    ]);
    expect(String(await openCurrentValue(installation, items[0]!.id))).toBe('of mail');
    await rm(folder, { recursive: true });
  });
});
