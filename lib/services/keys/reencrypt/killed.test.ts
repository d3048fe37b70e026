import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { openDatabase, type Database } from '@/lib/db/connection/database';
import type { UserActor } from '@/lib/domain/actor';
import { Plaintext } from '@/lib/domain/plaintext';
import { describePostgres } from '@/lib/testing/database';
import { contextOf, TEST_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { openMortal, type MortalDatabase } from '@/lib/testing/mortal-database';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeOrganization } from '@/lib/testing/organization';
import { asSuperuser, createPostgresCopy } from '@/lib/testing/postgres-template';
import { anyKind } from '../../access/authorize';
import type { Context } from '../../context';
import { putSecret } from '../../secrets/put-secrets';
import { finishMasterKey } from '../operations/finish-master-key';
import { stageMasterKey } from '../operations/stage-master-key';
import { startKeyOperation } from '../operations/start-operation';
import { changeRootKey } from './change-root-key';
import { retireRootKey } from './retire-root-key';
import { runReencryption } from './run-reencryption';

const NEW_KEY = randomBytes(32).toString('hex');
const PLACES = ['_platform', 'payments', 'payments.production.billing'];

/**
 * What is left changes with these alone: of a transaction that is cut off nothing is. Every statement was
 * tried when this was written; the whole run has less time.
 */
const MARKS = /\b(?:BEGIN|COMMIT|INSERT|DELETE)\b|(?<!FOR )(?<!NO KEY )\bUPDATE\b/i;

interface Step {
  readonly name: string;
  /** The master key of the node that does it. */
  readonly key: string;
  /** Null where a start with the key is all. */
  readonly run: ((ctx: Context) => Promise<unknown>) | null;
}

const STEPS: readonly Step[] = [
  {
    name: 'start',
    key: TEST_MASTER_KEY,
    run: (ctx) => startKeyOperation(ctx, { cause: 'key_and_database_leaked' }),
  },
  {
    name: 'stage',
    key: TEST_MASTER_KEY,
    run: (ctx) => stageMasterKey(ctx, Plaintext.fromText(NEW_KEY)),
  },
  { name: 'promote, by a start', key: NEW_KEY, run: null },
  {
    name: 'finish',
    key: NEW_KEY,
    run: (ctx) => finishMasterKey(ctx, ctx.installation.keys.requireUnlocked().masterFingerprint),
  },
  { name: 'change the root key', key: NEW_KEY, run: changeRootKey },
  { name: 're-encrypt', key: NEW_KEY, run: (ctx) => runReencryption(ctx) },
  { name: 'retire the old keys', key: NEW_KEY, run: retireRootKey },
];

describePostgres('killed before anything that any step of a key change leaves', (serverUrl) => {
  it('a console goes on from there: every value opens and the step can be done', async () => {
    const seed = await createPostgresCopy(serverUrl);
    const values = new Map<string, string>();
    let owner: UserActor | null = null;
    await on(seed.url, async (database) => {
      const acme = await makeOrganization(await bootOn(database, TEST_MASTER_KEY));
      owner = acme.owner;
      for (const path of PLACES) {
        const { secret } = await putSecret(acme.ctx, anyKind(path), {
          key: 'A',
          plaintext: Plaintext.fromText(`of ${path}`),
          format: 'utf8',
        });
        values.set(secret.id, `of ${path}`);
      }
    });
    const allOpen = async (ctx: Context) => {
      for (const [id, text] of values) {
        expect((await openCurrentValue(ctx.installation, id)).toString()).toBe(text);
      }
    };

    let kills = 0;
    for (const step of STEPS) {
      for (let last = 1; ; last += 1) {
        const copy = await cloneOf(serverUrl, seed);
        const mortal = await openMortal(copy.url, (sql) => MARKS.test(sql));
        const done = await attempt(mortal, last, step, owner!);
        await mortal.database.close().catch(() => undefined);
        if (!mortal.died()) {
          expect(done, `${step.name} without a kill`).toBe(true);
          await copy.drop();
          break;
        }
        kills += 1;
        await on(copy.url, async (database) => {
          const ctx = contextOf(await bootOn(database, step.key), owner!);
          await allOpen(ctx);
          // Cut off after COMMIT was sent it is done already, and says so.
          await step.run?.(ctx).catch((error: { code?: string }) => {
            expect(error, `${step.name} before mark ${last}`).toMatchObject({
              code: 'conflict',
            });
          });
          await allOpen(ctx);
        });
        await copy.drop();
      }
      await on(seed.url, async (database) => {
        const ctx = contextOf(await bootOn(database, step.key), owner!);
        await step.run?.(ctx);
        await allOpen(ctx);
      });
    }
    expect(kills).toBeGreaterThan(STEPS.length);
    await on(seed.url, async (database) => {
      const operation = await database.prisma.keyOperation.findFirstOrThrow();
      expect(operation.state).toBe('finished');
      expect(await database.prisma.rootKeyWrap.count()).toBe(1);
    });
    await seed.drop();
  }, 600_000);
});

function bootOn(database: Database, key: string) {
  return testInstallation(database, { KEYSTOW_MASTER_KEY: key });
}

/** A start counts as a step of its own where nothing else is done; elsewhere counting begins after it. */
async function attempt(
  { database, killBefore }: MortalDatabase,
  last: number,
  { key, run }: Step,
  owner: UserActor,
): Promise<boolean> {
  try {
    if (!run) killBefore(last);
    const ctx = contextOf(await bootOn(database, key), owner);
    if (run) killBefore(last);
    await run?.(ctx);
    return true;
  } catch {
    return false;
  }
}

async function on(url: string, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase({ databaseUrl: url, dataDir: '' });
  await work(database).finally(() => database.close());
}

async function cloneOf(serverUrl: string, seed: { readonly name: string; readonly url: string }) {
  const name = `${seed.name}_c`;
  const url = new URL(seed.url);
  url.pathname = `/${name}`;
  await asSuperuser(serverUrl, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} template ${seed.name}`);
  });
  const drop = () =>
    asSuperuser(serverUrl, async (client) => {
      await client.query(`drop database if exists ${name} with (force)`);
    });
  return { url: url.href, drop };
}
