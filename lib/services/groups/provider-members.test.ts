import { beforeAll, expect, it } from 'vitest';
import type { UserActor } from '@/lib/domain/actor';
import { toTypeId } from '@/lib/domain/ids';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import type { Context } from '../context';
import { addGroupMember } from './add-group-member';
import { changeGroup } from './change-group';
import { createGroup } from './create-group';
import { listGroupMembers } from './list-group-members';
import { readGroup } from './read-group';
import { removeGroupMember } from './remove-group-member';

const PROVIDER = {
  OIDC_ISSUER: 'https://id.example',
  OIDC_CLIENT_ID: 'keystow',
  OIDC_CLIENT_SECRET: 'not-a-secret-of-anybody',
};

describeDatabase('people whom the identity provider put into a group', (open) => {
  let acme: TestOrganization;
  let ann: UserActor;
  /** The owner at a console that asks a provider. */
  let ctx: Context;

  beforeAll(async () => {
    const database = await open();
    acme = await makeOrganization(await testInstallation(database));
    ctx = contextOf(await testInstallation(database, PROVIDER), acme.owner);
    ann = await makeMember(acme, 'ann', 'viewer', acme.payments.app);
    await createGroup(ctx, { slug: 'crew', name: 'Crew', externalName: 'idp-crew' });
  });
  const db = () => ctx.installation.database.prisma;

  async function putBySignOn() {
    const group = await db().peopleGroup.findFirstOrThrow({ where: { slug: 'crew' } });
    await db().groupMember.create({
      data: { groupId: group.id, userId: ann.id, source: 'provider' },
    });
  }
  const takeOut = (by: Context) =>
    removeGroupMember(by, 'crew', ann.email).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
  const lastEvent = async () => {
    const row = await db().auditEvent.findFirstOrThrow({ orderBy: { number: 'desc' } });
    const { details } = JSON.parse(row.text!) as { details: object };
    return { action: row.action, ...details };
  };
  const removal = {
    action: 'group.member_removed',
    group: { name: 'crew' },
    source: 'provider',
  };

  it('stay as long as it says so: that is ended there, not by hand', async () => {
    await putBySignOn();
    expect(await takeOut(ctx)).toBe('conflict');
    const added = await addGroupMember(ctx, 'crew', ann.email);
    expect(added).toMatchObject({ sources: ['console', 'provider'], removable: ['console'] });
    expect(await takeOut(ctx)).toBe('done');
    const { items } = await listGroupMembers(ctx, 'crew');
    expect(items).toMatchObject([{ sources: ['provider'], removable: [] }]);
    expect((await readGroup(ctx, 'crew')).members).toBe(1);
  });

  it('are taken out by hand where no provider is asked any more', async () => {
    const { items } = await listGroupMembers(acme.ctx, 'crew');
    expect(items).toMatchObject([{ removable: ['provider'] }]);
    expect(await takeOut(acme.ctx)).toBe('done');
    expect(await lastEvent()).toMatchObject(removal);
    expect(await takeOut(acme.ctx)).toBe('not_found');
  });

  it.each(['idp-else', null])(
    'are out once it is called %s there, and each is told',
    async (to) => {
      await changeGroup(ctx, 'crew', { externalName: 'idp-crew' });
      await putBySignOn();
      await changeGroup(ctx, 'crew', { name: 'The crew' });
      expect((await readGroup(ctx, 'crew')).members).toBe(1);
      await changeGroup(ctx, 'crew', { externalName: to });
      expect((await readGroup(ctx, 'crew')).members).toBe(0);
      const user = { id: toTypeId('user', ann.id), name: ann.email };
      expect(await lastEvent()).toMatchObject({ ...removal, user });
    },
  );
});
