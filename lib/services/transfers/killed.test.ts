import { expect, it } from 'vitest';
import type { Backend } from '@/lib/backends/backend';
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

/** Every statement, and every write between backends, was tried when this was written; the whole run has less time. */
const STEP = 6;
const WRITE_STEP = 3;

const WRITES = /\b(?:INSERT|UPDATE|DELETE|COMMIT)\b/i;

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

  it('moved between backends, before every write there and here: never at none of both, and deleted last', async () => {
    const copy = await createPostgresCopy(serverUrl);
    const database = await openDatabase({ databaseUrl: copy.url, dataDir: '' });
    const installation = await testInstallation(database);
    const acme = await makeOrganization(installation);
    const { ctx, payments } = acme;
    const harness = openHarness(installation);
    await makeConnector(acme, { kind: 'aws', slug: 'cloud', writable: true });
    await makeConnector(acme, { kind: 'gcp', slug: 'other', writable: true });
    const textAt = (place: string): string | undefined => {
      const held = harness.held.get(place);
      return held && new TextDecoder().decode(held.bytes);
    };
    for (let last = 1; ; last += WRITE_STEP) {
      const slug = `a${last}`;
      const made = { kind: 'app', slug, name: slug, parent: payments.workspace.id } as const;
      const at = { kinds: ['app'], ref: (await createScope(ctx, made)).id } as const;
      const [source, target] = [`from/${slug}`, `payments__production__${slug}__A`];
      harness.keep(source, 'of A');
      await referSecret(ctx, at, { key: 'A', connector: 'cloud', reference: source });
      const input = { mode: 'move', from: 'cloud', to: 'other', removeSource: true } as const;
      const { id } = await planTransfer(ctx, at, input);
      await startTransfer(ctx, at, id);

      const mortal = await openMortal(copy.url, (sql) => WRITES.test(sql));
      const dying = await testInstallation(mortal.database);
      const writing: Backend = {
        get: (references) => harness.get(references),
        describe: (reference) => harness.describe(reference),
        put: (reference, value) => {
          mortal.act();
          return harness.put(reference, value);
        },
        remove: (reference) => {
          mortal.act();
          return harness.remove(reference);
        },
        test: () => harness.test(),
        close: () => undefined,
      };
      openBackendsWith(dying, async () => writing);
      mortal.killBefore(last);
      await runTransfers(dying).catch(() => undefined);
      await mortal.database.close().catch(() => undefined);
      const [killed] = (await listSecrets(ctx, at, {})).items;
      const place = killed!.backend === 'aws' ? source : target;
      expect([last, textAt(place)]).toEqual([last, 'of A']);
      await database.prisma.transfer.updateMany({ data: { leasedUntil: null } });
      await runTransfers(installation);

      const { transfer, items } = await readTransfer(ctx, at, id);
      const { state, code } = items[0]!;
      expect([last, transfer.state, state, code]).toEqual([last, 'ended', 'done', null]);
      const [secret] = (await listSecrets(ctx, at, {})).items;
      expect(secret).toMatchObject({ backend: 'gcp', reference: target });
      expect([last, textAt(source), textAt(target)]).toEqual([last, undefined, 'of A']);
      if (!mortal.died()) break;
    }
    await database.close();
    await copy.drop();
  }, 300_000);
});
