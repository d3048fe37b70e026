import { afterAll, beforeAll, expect, it } from 'vitest';
import { toTypeId } from '@/lib/domain/ids';
import { describePostgres } from '@/lib/testing/database';
import { makeMember } from '@/lib/testing/organization';
import { openTwoNodes } from '@/lib/testing/two-nodes';
import type { TwoNodes } from '@/lib/testing/two-nodes';
import { createGroup } from '../groups/create-group';
import { deleteGroup } from '../groups/delete-group';
import { addGroupMember } from '../groups/add-group-member';
import { grantGroupRole } from '../groups/grant-group-role';
import { grantRole } from '../members/grant-role';
import { createRole } from './create-role';
import { deleteRole } from './delete-role';

const ROUNDS = 8;

describePostgres('what is deleted while another node gives it', (serverUrl) => {
  let two: TwoNodes;
  let bob: string;

  beforeAll(async () => {
    two = await openTwoNodes(serverUrl);
    const member = await makeMember(two.acme, 'bob', 'viewer', two.acme.search.app);
    bob = toTypeId('user', member.id);
  });

  afterAll(() => two.close());

  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    );

  it('a role is either granted and stays, or gone and was not granted', async () => {
    const { acme, elsewhere, nodes } = two;
    const { prisma } = nodes[0];
    const { kind, id } = acme.payments.team;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const slug = `role-${round}`;
      await createRole(acme.ctx, { slug, name: slug, permissions: ['secrets:list'] });
      const [granted, deleted] = await Promise.all([
        codeOf(grantRole(elsewhere, bob, { role: slug, scope: { kind, id } })),
        codeOf(deleteRole(acme.ctx, slug)),
      ]);
      expect([
        ['done', 'conflict'],
        ['rule_broken', 'done'],
      ]).toContainEqual([granted, deleted]);
      const left = await prisma.customRole.count({ where: { slug } });
      expect(await prisma.scopeGrant.count({ where: { role: slug } })).toBe(left);
    }
  });

  it('a group takes new members and new roles with it, or was gone before', async () => {
    const { acme, elsewhere, nodes } = two;
    const { prisma } = nodes[0];
    const { kind, id } = acme.payments.team;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const slug = `group-${round}`;
      await createGroup(acme.ctx, { slug, name: slug });
      const [added, granted, deleted] = await Promise.all([
        codeOf(addGroupMember(elsewhere, slug, bob)),
        codeOf(grantGroupRole(elsewhere, slug, { role: 'viewer', scope: { kind, id } })),
        codeOf(deleteGroup(acme.ctx, slug)),
      ]);
      expect(deleted).toBe('done');
      expect(['done', 'not_found']).toContain(added);
      expect(['done', 'not_found']).toContain(granted);
    }
    expect(await prisma.groupMember.count()).toBe(0);
    expect(await prisma.scopeGrant.count({ where: { groupId: { not: null } } })).toBe(0);
  });
});
