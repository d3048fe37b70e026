// Transfers under test: connectors that lead to one harness, and a new app for each test.

import type { PlanTransferInput, Transfer, TransferItem } from '@/lib/contracts/transfer';
import type { Database } from '@/lib/db/connection/database';
import { Plaintext } from '@/lib/domain/plaintext';
import { createScope } from '@/lib/services/scopes/create-scope';
import { listSecrets } from '@/lib/services/secrets/list-secrets';
import { putSecret } from '@/lib/services/secrets/put-secrets';
import { referSecret } from '@/lib/services/secrets/refer-secret';
import { readTransfer } from '@/lib/services/transfers/list-transfers';
import { planTransfer } from '@/lib/services/transfers/plan-transfer';
import { runTransfers } from '@/lib/services/transfers/run-transfers';
import { startTransfer } from '@/lib/services/transfers/start-transfer';
import { makeConnector, openHarness } from './backends/harness-backend';
import type { HarnessBackend } from './backends/harness-backend';
import { testInstallation } from './installation';
import { openCurrentValue } from './open-current-value';
import { makeOrganization } from './organization';
import type { TestOrganization } from './organization';

export interface TransferBench {
  /** Of an app that has nothing yet; the harness is empty. */
  nextScene(): Promise<TransferScene>;
}

export type TransferScene = ReturnType<typeof sceneOf>;

export async function openTransferBench(database: Database): Promise<TransferBench> {
  const acme = await makeOrganization(await testInstallation(database));
  const harness = openHarness(acme.ctx.installation);
  await makeConnector(acme, { kind: 'aws', slug: 'cloud', writable: true });
  await makeConnector(acme, { kind: 'aws', slug: 'again', writable: true });
  await makeConnector(acme, { kind: 'gcp', slug: 'other', writable: true });
  await makeConnector(acme, { kind: 'aws', slug: 'reader' });
  await makeConnector(acme, { kind: 'aws', slug: 'waiting', writable: true, approved: false });
  const { team } = acme.search;
  await makeConnector(acme, { kind: 'aws', slug: 'searching', scope: team, writable: true });
  let count = 0;
  return {
    nextScene: async () => {
      harness.held.clear();
      harness.faults.clear();
      harness.asked.length = 0;
      count += 1;
      const { id: parent } = acme.payments.workspace;
      const made = { kind: 'app', slug: `a${count}`, name: 'A', parent } as const;
      const app = await createScope(acme.ctx, made);
      return sceneOf(acme, harness, app.id, app.path.replaceAll('.', '/'));
    },
  };
}

function sceneOf(acme: TestOrganization, harness: HarnessBackend, ref: string, path: string) {
  const { ctx } = acme;
  const { prisma } = ctx.installation.database;
  const at: { kinds: ['app']; ref: string } = { kinds: ['app'], ref };
  const rowsOf = async (id: string): Promise<readonly TransferItem[]> =>
    (await readTransfer(ctx, at, id)).items;
  const secretOf = async (name: string) =>
    (await listSecrets(ctx, at, {})).items.find(({ key }) => key === name)!;
  return {
    ...{ acme, harness, at, path, rowsOf, secretOf },
    plan: (input: PlanTransferInput): Promise<Transfer> => planTransfer(ctx, at, input),
    put: (key: string, text: string) =>
      putSecret(ctx, at, { key, plaintext: Plaintext.fromText(text), format: 'utf8' }),
    refer: (key: string, reference: string, connector = 'cloud') =>
      referSecret(ctx, at, { key, connector, reference }),
    sealedText: async (name: string): Promise<string> =>
      String(await openCurrentValue(ctx.installation, (await secretOf(name)).id)),
    sealedVersions: (name: string): Promise<number> =>
      prisma.sealedValue.count({
        where: { version: { secret: { name, scope: { path: path.replaceAll('/', '.') } } } },
      }),
    textAt: (reference: string): string | undefined => {
      const held = harness.held.get(reference);
      return held && new TextDecoder().decode(held.bytes);
    },
    run: async (id: string, discard: number[] = []): Promise<readonly TransferItem[]> => {
      await startTransfer(ctx, at, id, { discard });
      await runTransfers(ctx.installation);
      return rowsOf(id);
    },
    lastEvents: async (limit: number): Promise<{ action: string; details: object }[]> => {
      const rows = await prisma.auditEvent.findMany({ orderBy: { number: 'desc' }, take: limit });
      return rows.reverse().map(({ text }) => JSON.parse(text!) as never);
    },
  };
}

export function verdictsOf(rows: readonly TransferItem[]) {
  return rows.map(({ name, verdict, code }) => [name, verdict, code]);
}

export function outcomesOf(rows: readonly TransferItem[]) {
  return rows.map(({ name, state, code }) => [name, state, code]);
}
