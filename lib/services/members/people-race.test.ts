import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Client } from 'pg';
import { openDatabase } from '@/lib/db/connection/database';
import type { Database } from '@/lib/db/connection/database';
import type { UserActor } from '@/lib/domain/actor';
import { newUuid, toTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describePostgres } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { createPostgresCopy } from '@/lib/testing/postgres-template';
import type { TestDatabase } from '@/lib/testing/postgres-template';
import { waitingForLocks } from '@/lib/testing/waiting-for-locks';
import type { Installation } from '../context';
import { acceptInvitation } from '../invitations/accept-invitation';
import { makeInvitation } from '../invitations/make-invitation';
import type { ProviderPerson } from '../sign-on/read-person';
import { signOn } from '../sign-on/sign-on';
import { transferOwnership } from './transfer-ownership';

const ROUNDS = 6;

describePostgres('what is decided about people at the same moment', (serverUrl) => {
  let shared: TestDatabase;
  let database: Database;
  let installation: Installation;
  let acme: TestOrganization;
  let other: Client;
  let bob: UserActor;
  let made = 0;

  beforeAll(async () => {
    shared = await createPostgresCopy(serverUrl);
    database = await openDatabase({ databaseUrl: shared.url, dataDir: '' });
    installation = await testInstallation(database);
    acme = await makeOrganization(installation);
    other = new Client({ connectionString: shared.url });
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await database.close();
    await shared.drop();
  });
  beforeEach(async () => {
    bob = await makeMember(acme, `bob-${(made += 1)}`, 'admin', acme.payments.team);
  });

  /** Does `changes` in a transaction that ends only when `act` waits for it. */
  async function meanwhile<T>(
    changes: readonly string[],
    id: string,
    act: () => Promise<T>,
  ): Promise<T> {
    await other.query('BEGIN');
    for (const change of changes) await other.query(change, [id]);
    const acting = act();
    await waitingForLocks(other, 'transactionid', 1);
    await other.query('COMMIT');
    return acting;
  }
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    );
  const DEACTIVATE = ['UPDATE app_user SET deactivated_at = now() WHERE id = $1'];
  const enter = async (person: Partial<ProviderPerson>) => {
    const nobody = { issuer: 'https://id.example', subject: newUuid(), name: null, groups: [] };
    const holder = { userAgent: null, kid: installation.jwt.current.kid };
    const done = await signOn(installation, { ...nobody, email: bob.email, ...person }, holder);
    return 'refused' in done ? done.refused : done.started.userId;
  };

  it('ownership does not pass to somebody who is deactivated', async () => {
    const transfer = () => codeOf(transferOwnership(acme.ctx, toTypeId('user', bob.id)));
    expect(await meanwhile(DEACTIVATE, bob.id, transfer)).toBe('conflict');
    const owners = await database.prisma.scopeGrant.findMany({ where: { role: 'owner' } });
    expect(owners.map(({ userId }) => userId)).toEqual([acme.owner.id]);
  });

  it('nobody becomes a member by an invitation of somebody who is deactivated', async () => {
    const { kind, id } = acme.payments.team;
    const email = 'invited@acme.example';
    const { link } = await makeInvitation(contextOf(installation, bob), {
      email,
      grants: [{ role: 'viewer', scope: { kind, id } }],
    });
    const secret = link.split('#')[1]!;
    const holder = { secret, address: '192.0.2.7', requestId: 'test' };
    const password = Plaintext.fromText('gravel lantern bicycle sonnet');
    const accept = () => codeOf(acceptInvitation(installation, holder, { name: 'I', password }));
    expect(await meanwhile(DEACTIVATE, bob.id, accept)).toBe('not_found');
    expect(await database.prisma.user.count({ where: { email } })).toBe(0);
  });

  it('nobody signs on with an identity that is unlinked', async () => {
    const subject = newUuid();
    expect(await enter({ subject })).toBe(bob.id);
    const unlink = [
      'UPDATE app_user SET epoch = epoch + 1 WHERE id = $1',
      'DELETE FROM user_identity WHERE user_id = $1',
    ];
    const again = () => enter({ subject, email: null });
    expect(await meanwhile(unlink, bob.id, again)).toBe('email_unverified');
  });

  it('an account is linked to one of two people whom the provider calls by its e-mail', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      bob = await makeMember(acme, `twin-${round}`, 'viewer', acme.payments.app);
      const entered = await Promise.all([enter({}), enter({})]);
      expect(entered.toSorted()).toEqual([bob.id, 'other_identity'].toSorted());
      expect(await database.prisma.userIdentity.count({ where: { userId: bob.id } })).toBe(1);
    }
  });

  it('nobody is put into a group by the name that it had at the provider before', async () => {
    const group = { id: newUuid(), organizationId: acme.id, slug: 'crew', name: 'Crew' };
    await database.prisma.peopleGroup.create({ data: { ...group, externalName: 'idp-crew' } });
    const rename = [
      'SELECT FROM people_group WHERE id = $1 FOR UPDATE',
      'UPDATE people_group SET external_name = NULL WHERE id = $1',
    ];
    const entering = () => enter({ groups: ['idp-crew'] });
    expect(await meanwhile(rename, group.id, entering)).toBe(bob.id);
    expect(await database.prisma.groupMember.count()).toBe(0);
  });
});
