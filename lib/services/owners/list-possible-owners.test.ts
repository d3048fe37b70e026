import { beforeAll, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import type { UserActor } from '@/lib/domain/actor';
import { toTypeId } from '@/lib/domain/ids';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { listPossibleOwners } from './list-possible-owners';

describeDatabase('who may own a secret', (open) => {
  let database: Database;
  let acme: TestOrganization;
  let payer: UserActor;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
    payer = await makeMember(acme, 'payer', 'viewer', acme.payments.workspace);
    await makeMember(acme, 'searcher', 'viewer', acme.search.team);
    await makeOrganization(acme.ctx.installation, 'others');
  });

  const namesFor = async (actor: UserActor, q?: string) => {
    const query = q === undefined ? {} : { q };
    const { items } = await listPossibleOwners(contextOf(acme.ctx.installation, actor), query);
    return items.map(({ name }) => name);
  };

  it('lists people and teams of the whole organization for one who sees all of it', async () => {
    const { items } = await listPossibleOwners(acme.ctx);
    expect(items.map(({ name }) => name)).toEqual([
      'Default',
      'Owner',
      'payer',
      'payments',
      'search',
      'searcher',
    ]);
    expect(items).toContainEqual({
      kind: 'person',
      id: toTypeId('user', payer.id),
      name: 'payer',
      detail: 'payer@acme.example',
    });
    const { id } = acme.payments.team;
    expect(items).toContainEqual({ kind: 'team', id, name: 'payments', detail: 'payments' });
  });

  it('lists those of one branch, and above it, for one who sees that branch', async () => {
    expect(await namesFor(payer)).toEqual(['Owner', 'payer', 'payments']);
  });

  it('is searched by a part of a name, an e-mail or a path, in any case', async () => {
    expect(await namesFor(acme.owner, 'PAY')).toEqual(['payer', 'payments']);
    expect(await namesFor(acme.owner, 'searcher@ACME')).toEqual(['searcher']);
    expect(await namesFor(acme.owner, '%')).toEqual([]);
    expect(await namesFor(acme.owner, '_')).toEqual([]);
  });

  it('leaves out who was deactivated, and is refused to one who may list no secrets', async () => {
    const leaver = await makeMember(acme, 'leaver', 'viewer', acme.payments.team);
    await database.prisma.user.update({
      where: { id: leaver.id },
      data: { deactivatedAt: new Date() },
    });
    expect(await namesFor(acme.owner, 'leaver')).toEqual([]);
    await database.prisma.scopeGrant.deleteMany({ where: { userId: leaver.id } });
    await expect(namesFor(leaver)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
