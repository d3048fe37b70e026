import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from 'pg';
import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import { describePostgres } from '@/lib/testing/database';
import { newJti, RUNNER, takeOf } from '@/lib/testing/deliveries';
import { testInstallation } from '@/lib/testing/installation';
import { makeToken } from '@/lib/testing/organization';
import { restOf } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { openTwoNodes } from '@/lib/testing/two-nodes';
import type { TwoNodes } from '@/lib/testing/two-nodes';
import { waitingForLocks } from '@/lib/testing/waiting-for-locks';

const ROUNDS = 8;

describePostgres('deliveries that are taken at the same moment', (serverUrl) => {
  let two: TwoNodes;
  let nodes: Rest[];
  let app: string;
  let other: Client;

  beforeAll(async () => {
    two = await openTwoNodes(serverUrl);
    const machine = { token: await makeToken(two.acme) };
    nodes = await Promise.all(
      two.nodes.map(async (database) => {
        const installation = await testInstallation(database);
        return {
          installation,
          organization: two.acme,
          machine,
          ...restOf(async () => installation),
        };
      }),
    );
    app = two.acme.payments.app.id;
    const body = { key: 'KEY', value: 'canary' };
    await nodes[0]!.send(machine, 'POST', `/apps/${app}/secrets`, { body });
    other = new Client({ connectionString: two.url });
    await other.connect();
    // The key that signs is there, and the token was used a moment ago.
    for (const node of nodes) expect((await takeOf(node, app)).answer.status).toBe(201);
  });
  afterAll(async () => {
    await other.end();
    await two.close();
  });

  async function written(): Promise<unknown> {
    const { rows } = await other.query(
      `SELECT (SELECT count(*) FROM delivery) AS deliveries, (SELECT count(*) FROM worker) AS workers,
              (SELECT count(*) FROM delivery_item) AS items,
              (SELECT count(*) FROM audit_event) AS events, (SELECT max(size) FROM audit_head) AS size`,
    );
    return rows[0];
  }

  it('of two with one jti, at two nodes, one is handed over', async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const jti = newJti();
      const taken = await Promise.all(
        nodes.map((node) => takeOf(node, app, { jti, runner: RUNNER })),
      );
      expect(taken.map(({ answer }) => answer.status).sort()).toEqual([201, 409]);
      expect(taken.filter(({ answer }) => 'sealed' in answer.json)).toHaveLength(1);
    }
    const { rows } = await other.query(
      'SELECT FROM worker w WHERE delivery_id NOT IN (SELECT id FROM delivery)',
    );
    expect(rows).toEqual([]);
  });

  it('of two with one key, by two tokens, one is handed over', async () => {
    const tokens = [nodes[0]!.machine.token, await makeToken(two.acme)];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const key = makeDeliveryKey();
      const taken = await Promise.all(
        nodes.map((node, index) => takeOf(node, app, { key, token: tokens[index]! })),
      );
      expect(taken.map(({ answer }) => answer.status).sort()).toEqual([201, 409]);
    }
  });

  it.each([
    ['revoked', 'UPDATE token SET revoked_at = now() WHERE id = $1'],
    ['over', 'UPDATE token SET expires_at = now() WHERE id = $1'],
    ['without the permission', `UPDATE token SET permissions = '{secrets:list}' WHERE id = $1`],
  ])('a token that is %s between resolving and commit gets nothing', async (_, change) => {
    const node = nodes[0]!;
    const token = await makeToken(two.acme);
    await takeOf(node, app, { token });
    const { rows } = await other.query('SELECT id FROM token ORDER BY id DESC LIMIT 1');
    const before = await written();
    await other.query('BEGIN');
    await other.query(change, [rows[0].id]);
    const taking = takeOf(node, app, { token, runner: RUNNER });
    await waitingForLocks(other, 'transactionid', 1);
    await other.query('COMMIT');
    const { answer } = await taking;
    expect([answer.status, answer.json['sealed']]).toEqual([401, undefined]);
    expect(await written()).toEqual(before);
  });

  it('where COMMIT fails nothing is half-written or handed over, and the same may be asked again', async () => {
    await other.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
      CREATE CONSTRAINT TRIGGER late AFTER INSERT ON delivery DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION refuse()`);
    const asked = { key: makeDeliveryKey(), jti: newJti(), runner: RUNNER };
    const before = await written();
    const { answer } = await takeOf(nodes[0]!, app, asked);
    expect([answer.status, answer.json['sealed']]).toEqual([500, undefined]);
    expect(await written()).toEqual(before);
    await other.query('DROP TRIGGER late ON delivery');
    expect((await takeOf(nodes[0]!, app, asked)).answer.status).toBe(201);
  });

  it('many at once are each handed over, with receipts that the log proves', async () => {
    const taken = await Promise.all(
      Array.from({ length: 24 }, (_, index) => takeOf(nodes[index % 2]!, app, { runner: RUNNER })),
    );
    expect(new Set(taken.map(({ answer }) => answer.status))).toEqual(new Set([201]));
    for (const { id } of taken) {
      const { json } = await nodes[0]!.send(nodes[0]!.machine, 'GET', `/deliveries/${id}`);
      expect(json['matchesLog']).toBe(true);
    }
  });
});
