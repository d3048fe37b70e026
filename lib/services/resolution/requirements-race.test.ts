import { afterAll, beforeAll, expect, it } from 'vitest';
import { describePostgres } from '@/lib/testing/database';
import { openTwoNodes } from '@/lib/testing/two-nodes';
import type { TwoNodes } from '@/lib/testing/two-nodes';
import { anyKind } from '../access/authorize';
import type { Context } from '../context';
import { setRequirements } from './set-requirements';

const ROUNDS = 8;

describePostgres('what an app requires, said by two nodes at once', (serverUrl) => {
  let two: TwoNodes;
  beforeAll(async () => {
    two = await openTwoNodes(serverUrl);
  });
  afterAll(() => two.close());

  it('is one of the two lists, and neither of them fails', async () => {
    const { acme, elsewhere, nodes } = two;
    const { prisma } = nodes[0];
    const set = (ctx: Context, ...keys: string[]) =>
      setRequirements(ctx, anyKind(acme.payments.app.path), {
        requirements: keys.map((key) => ({ key })),
      });
    for (let round = 1; round <= ROUNDS; round += 1) {
      await prisma.appRequirement.deleteMany();
      await Promise.all([set(acme.ctx, 'SAME', 'ONE'), set(elsewhere, 'SAME', 'OTHER')]);
      const rows = await prisma.appRequirement.findMany({ orderBy: { name: 'asc' } });
      expect([
        ['ONE', 'SAME'],
        ['OTHER', 'SAME'],
      ]).toContainEqual(rows.map(({ name }) => name));
    }
  });
});
