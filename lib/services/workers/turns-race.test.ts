import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TokenActor } from '@/lib/domain/actor';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describePostgres } from '@/lib/testing/database';
import { contextOf } from '@/lib/testing/installation';
import { openTwoNodes } from '@/lib/testing/two-nodes';
import type { TwoNodes } from '@/lib/testing/two-nodes';
import { makeWorker } from '@/lib/testing/workers';
import { anyKind } from '../access/authorize';
import { putSecret } from '../secrets/put-secrets';
import { createToken } from '../tokens/create-token';
import { heartbeat } from './heartbeat';

const WORKERS = 40;

describePostgres('a rolling restart of many workers at two nodes', (serverUrl) => {
  let two: TwoNodes;
  beforeAll(async () => {
    two = await openTwoNodes(serverUrl);
  });
  afterAll(() => two.close());

  it('takes exactly as many away at once as it may', async () => {
    const { acme, elsewhere, nodes } = two;
    const put = (text: string) =>
      putSecret(acme.ctx, anyKind('_platform'), {
        key: 'SHARED',
        plaintext: Plaintext.fromText(text),
        format: 'utf8',
      });
    await put('before');
    const made = await createToken(acme.ctx, { name: 'test', permissions: ['deliveries:create'] });
    const actor: TokenActor = {
      kind: 'token',
      id: fromTypeId(['token'], made.id)!,
      organizationId: acme.id,
      name: 'test',
      scopeId: acme.id,
      permissions: ['deliveries:create'],
      namePatterns: [],
    };
    const workers = [];
    for (let index = 0; index < WORKERS; index += 1) {
      workers.push(await makeWorker(acme, acme.payments.app, { tokenId: actor.id }));
    }
    await put('after');
    for (const maxUnavailable of [1, 3, 7]) {
      await nodes[0].prisma.worker.updateMany({ data: { state: 'running' } });
      const answers = await Promise.all(
        workers.map(({ deliveryId }, index) => {
          const { installation } = index % 2 === 0 ? acme.ctx : elsewhere;
          const said = { state: 'running', maxUnavailable } as const;
          return heartbeat(contextOf(installation, actor), deliveryId, said);
        }),
      );
      const told = answers.map(({ restart }) => restart);
      expect(told.filter((one) => one === 'now')).toHaveLength(maxUnavailable);
      expect(told.filter((one) => one === 'wait')).toHaveLength(WORKERS - maxUnavailable);
      const { prisma } = nodes[1];
      expect(await prisma.worker.count({ where: { state: 'restarting' } })).toBe(maxUnavailable);
    }
  });
});
