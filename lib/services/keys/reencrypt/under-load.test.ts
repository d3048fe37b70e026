import { expect, it } from 'vitest';
import { openDatabase, type Database } from '@/lib/db/connection/database';
import { Plaintext } from '@/lib/domain/plaintext';
import { describePostgres } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeOrganization } from '@/lib/testing/organization';
import { createPostgresCopy } from '@/lib/testing/postgres-template';
import { anyKind } from '../../access/authorize';
import type { Context } from '../../context';
import { putSecrets } from '../../secrets/put-secrets';
import { startKeyOperation } from '../operations/start-operation';
import { changeRootKey } from './change-root-key';
import { retireRootKey } from './retire-root-key';
import { runReencryption } from './run-reencryption';

const WRITERS = 6;
const NAMES = 40;
const PATHS = ['payments', 'payments.production.billing', 'search.production'];

describePostgres('re-encryption by two nodes, beside six writers and a reader', (serverUrl) => {
  it('loses no acknowledged write and gives the reader no error', async () => {
    const copy = await createPostgresCopy(serverUrl);
    const opened: Database[] = [];
    const node = async () => {
      const database = await openDatabase({ databaseUrl: copy.url, dataDir: '' });
      opened.push(database);
      return testInstallation(database);
    };
    const acme = await makeOrganization(await node());
    const nodes = [
      acme.ctx,
      contextOf(await node(), acme.owner),
      contextOf(await node(), acme.owner),
    ];
    const [first, second, third] = nodes as [Context, Context, Context];
    /** The last acknowledged value of each secret, by its id. */
    const acknowledged = new Map<string, string>();
    const rounds = { done: false };

    const write = async (ctx: Context, writer: number, round: number) => {
      // Each writer has names of its own, so that the last acknowledged value is known.
      const path = PATHS[writer % PATHS.length]!;
      const texts = Array.from({ length: NAMES }, (_, n) => `w${writer} n${n} round ${round}`);
      const puts = await putSecrets(
        ctx,
        anyKind(path),
        texts.map((text, n) => ({
          key: `W${writer}_${n}`,
          plaintext: Plaintext.fromText(text),
          format: 'utf8',
        })),
      );
      puts.forEach((put, n) => acknowledged.set(put.secret.id, texts[n]!));
    };
    for (let writer = 0; writer < WRITERS; writer += 1) await write(first, writer, 0);

    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let round = 1; !rounds.done; round += 1) {
        await write(nodes[writer % nodes.length]!, writer, round);
      }
    });
    const ids = [...acknowledged.keys()];
    let reads = 0;
    const reader = (async () => {
      while (!rounds.done) {
        const value = await openCurrentValue(third.installation, ids[reads % ids.length]!);
        expect(value.toString()).toMatch(/^w\d n\d+ round \d+$/);
        reads += 1;
      }
    })();

    await startKeyOperation(first, { cause: 'data_keys_window_over' });
    await changeRootKey(first);
    const rotate = async (ctx: Context) => {
      while (!(await runReencryption(ctx)));
    };
    await Promise.all([rotate(first), rotate(second)]);
    rounds.done = true;
    await Promise.all([...writers, reader]);
    await rotate(first);
    const { dataKeys } = await retireRootKey(first);

    expect(dataKeys).toBeGreaterThan(PATHS.length);
    expect(reads).toBeGreaterThan(0);
    for (const [id, text] of acknowledged) {
      expect((await openCurrentValue(second.installation, id)).toString()).toBe(text);
    }
    await Promise.all(opened.map((database) => database.close()));
    await copy.drop();
  }, 120_000);
});
