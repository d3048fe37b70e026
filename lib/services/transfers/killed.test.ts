import { expect, it } from 'vitest';
import type { PlanTransferInput } from '@/lib/contracts/transfer';
import { openDatabase } from '@/lib/db/connection/database';
import { Plaintext } from '@/lib/domain/plaintext';
import { makeConnector, openHarness } from '@/lib/testing/backends/harness-backend';
import { describePostgres } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { openMortal } from '@/lib/testing/mortal-database';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeOrganization } from '@/lib/testing/organization';
import { createPostgresCopy } from '@/lib/testing/postgres-template';
import { openBackendsWith } from '../backends/open-connector';
import { createScope } from '../scopes/create-scope';
import { listSecrets } from '../secrets/list-secrets';
import { putSecret } from '../secrets/put-secrets';
import { referSecret } from '../secrets/refer-secret';
import { readTransfer } from './list-transfers';
import { planTransfer } from './plan-transfer';
import { runTransfers } from './run-transfers';
import { startTransfer } from './start-transfer';

const MOVES: readonly [string, PlanTransferInput][] = [
  ['moved to a backend', { mode: 'move', to: 'cloud', removeSource: true }],
  ['moved home', { mode: 'move', from: 'cloud', removeSource: true }],
  ['copied', { mode: 'copy', to: 'cloud' }],
];

/** Every statement was tried when this was written; the whole run has less time. */
const STEP = 6;

describePostgres('killed before any statement', (serverUrl) => {
  it.each(MOVES)(
    '%s, another process ends it: one value, written and told once',
    async (_, input) => {
      const copy = await createPostgresCopy(serverUrl);
      const database = await openDatabase({ databaseUrl: copy.url, dataDir: '' });
      const installation = await testInstallation(database);
      const acme = await makeOrganization(installation);
      const { ctx, payments } = acme;
      const harness = openHarness(installation);
      await makeConnector(acme, { kind: 'aws', slug: 'cloud', writable: true });
      const { prisma } = database;
      for (let last = 1; ; last += STEP) {
        const slug = `a${last}`;
        const made = { kind: 'app', slug, name: slug, parent: payments.workspace.id } as const;
        const app = await createScope(ctx, made);
        const at = { kinds: ['app'], ref: app.id } as const;
        const place = `${app.path.replaceAll('.', '/')}/A`;
        if (input.from) {
          harness.keep(place, 'of A');
          await referSecret(ctx, at, { key: 'A', connector: 'cloud', reference: place });
        } else {
          await putSecret(ctx, at, {
            key: 'A',
            plaintext: Plaintext.fromText('of A'),
            format: 'utf8',
          });
        }
        harness.asked.length = 0;
        const { id } = await planTransfer(ctx, at, input);
        await startTransfer(ctx, at, id);

        const mortal = await openMortal(copy.url);
        const dying = await testInstallation(mortal.database);
        openBackendsWith(dying, async () => harness);
        mortal.killBefore(last);
        await runTransfers(dying).catch(() => undefined);
        await mortal.database.close().catch(() => undefined);
        // The lease of the dead runs out.
        await prisma.transfer.updateMany({ data: { leasedUntil: null } });
        await runTransfers(installation);

        const { transfer, items } = await readTransfer(ctx, at, id);
        expect([last, transfer.state, items[0]!.state, items[0]!.code]).toEqual([
          ...[last, 'ended', 'done', null],
        ]);
        const [secret] = (await listSecrets(ctx, at, {})).items;
        const isHere = input.to === undefined || input.mode === 'copy';
        expect(secret).toMatchObject({ backend: isHere ? 'local' : 'aws' });
        if (isHere) expect(String(await openCurrentValue(installation, secret!.id))).toBe('of A');
        const held = harness.held.get(place);
        expect(held && new TextDecoder().decode(held.bytes)).toBe(input.to && 'of A');
        const puts = harness.asked.filter((asked) => asked.startsWith('put'));
        expect(puts).toHaveLength(input.to ? 1 : 0);
        const told = await prisma.auditEvent.groupBy({
          by: ['action'],
          where: { text: { contains: app.id } },
          _count: true,
        });
        const once = input.mode === 'copy' ? 'secret.copied' : 'secret.replaced';
        for (const action of [once, 'transfer.ended']) {
          expect(told.find((one) => one.action === action)).toMatchObject({ _count: 1 });
        }
        if (!mortal.died()) break;
      }
      await database.close();
      await copy.drop();
    },
    300_000,
  );
});
