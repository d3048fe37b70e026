import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from 'pg';
import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import { newUuid } from '@/lib/domain/ids';
import { describePostgres } from '@/lib/testing/database';
import { newJti } from '@/lib/testing/deliveries';
import { testInstallation } from '@/lib/testing/installation';
import { makeMember, makeToken, signIn } from '@/lib/testing/organization';
import { restOf } from '@/lib/testing/rest';
import type { Sender } from '@/lib/testing/rest';
import { openTwoNodes } from '@/lib/testing/two-nodes';
import type { TwoNodes } from '@/lib/testing/two-nodes';
import { waitingForLocks } from '@/lib/testing/waiting-for-locks';

describePostgres('a brief whose maker is stopped while it is delivered', (serverUrl) => {
  let two: TwoNodes;
  let other: Client;
  let send: ReturnType<typeof restOf>['send'];

  beforeAll(async () => {
    two = await openTwoNodes(serverUrl);
    const installation = await testInstallation(two.nodes[0]!);
    ({ send } = restOf(async () => installation));
    other = new Client({ connectionString: two.url });
    await other.connect();
    for (const name of ['ann', 'ben', 'col', 'dot']) {
      const place = two.acme.payments.team;
      const role = name === 'ann' ? 'deployer' : 'viewer';
      const { id } = await makeMember(two.acme, name, role, place);
      const held = `${name}@acme.example`;
      if (name === 'col') {
        const group = newUuid();
        await other.query(
          `INSERT INTO people_group (id, organization_id, slug, name)
           SELECT $1, organization_id, 'crew', 'Crew' FROM app_user WHERE id = $2`,
          [group, id],
        );
        await other.query(
          `INSERT INTO group_member (group_id, user_id, source) VALUES ($1, $2, 'console')`,
          [group, id],
        );
        await other.query(
          `INSERT INTO scope_grant (id, group_id, scope_id, role)
           SELECT $1, $2, scope_id, 'deployer' FROM scope_grant WHERE user_id = $3`,
          [newUuid(), group, id],
        );
      } else {
        await other.query(
          `UPDATE scope_grant SET role = 'deployer'
            WHERE user_id = (SELECT id FROM app_user WHERE email = $1)`,
          [held],
        );
      }
    }
  });
  afterAll(async () => {
    await other.end();
    await two.close();
  });

  const personOf = async (name: string): Promise<Sender> => ({
    cookie: await signIn(two.acme.ctx.installation, `${name}@acme.example`),
  });
  const user = (name: string) => `(SELECT id FROM app_user WHERE email = '${name}@acme.example')`;

  it.each<[string, string, string]>([
    ['deactivated', 'ann', `UPDATE app_user SET deactivated_at = now() WHERE id = ${user('ann')}`],
    ['without his role', 'ben', `DELETE FROM scope_grant WHERE user_id = ${user('ben')}`],
    ['out of the group', 'col', `DELETE FROM group_member WHERE user_id = ${user('col')}`],
    [
      'of a lesser role',
      'dot',
      `UPDATE scope_grant SET role = 'viewer' WHERE user_id = ${user('dot')}`,
    ],
    ['a revoked token', '', 'UPDATE token SET revoked_at = now()'],
  ])('is not delivered where he is %s before it is written', async (_, name, change) => {
    const maker = name
      ? await personOf(name)
      : { token: await makeToken(two.acme, undefined, ['briefs:create']) };
    const asked = { app: two.acme.payments.app.id, title: 'Sum', task: {}, secretRefs: [] };
    const { json, status, text } = await send(maker, 'POST', '/briefs', { body: asked });
    expect(status, text).toBe(201);
    await other.query('BEGIN');
    await other.query(change);
    const body = { publicKey: makeDeliveryKey().publicKey, jti: newJti() };
    const sender = { token: String(json['callbackToken']) };
    const taking = send(sender, 'POST', `/briefs/${String(json['id'])}/delivery`, { body });
    await waitingForLocks(other, 'transactionid', 1);
    await other.query('COMMIT');
    const answer = await taking;
    expect([answer.status, answer.json['sealed']]).toEqual([403, undefined]);
    const { rows } = await other.query('SELECT FROM delivery');
    expect(rows).toEqual([]);
  });
});
