import { beforeAll, expect, it } from 'vitest';
import type { LeakCase } from '@/lib/contracts/leak';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId, newUuid, toTypeId } from '@/lib/domain/ids';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { putValue } from '@/lib/testing/rotation-runs';
import { anyKind } from '../access/authorize';
import type { Context } from '../context';
import { deleteSecret } from '../secrets/delete-secret';
import { purgeSecret } from '../secrets/purge-secret';
import { adviseLeak } from './advise-leak';
import { closeLeak } from './close-leak';
import { decideNeighbours } from './decide-neighbours';
import { listLeaks } from './list-leaks';
import { openLeak } from './open-leak';
import { readLeak } from './read-leak';
import { reviewLeak } from './review-leak';
import { rotateLeak } from './rotate-leak';

const PAYMENTS = 'payments.production.billing';
const SEARCH = 'search.production.indexer';
const BEYOND =
  '1 undecided neighbour is beyond your sight: somebody who may list it has to decide.';

describeDatabase('neighbours of a leak case', (open) => {
  let database: Database;
  let acme: TestOrganization;
  let editor: Context;
  let leak: LeakCase;

  beforeAll(async () => {
    database = await open();
    const installation = await testInstallation(database);
    acme = await makeOrganization(installation);
    editor = contextOf(installation, await makeMember(acme, 'ada', 'admin', acme.payments.team));
    await putValue(acme.ctx, PAYMENTS, 'LEAKED_KEY', 'canary-leaked');
    await putValue(acme.ctx, SEARCH, 'COPY_KEY', 'canary-leaked');
    await putValue(acme.ctx, PAYMENTS, 'BESIDE_KEY');
    const secret = { scope: PAYMENTS, key: 'LEAKED_KEY' };
    leak = await openLeak(editor, { secret, whereFound: 'a log' });
  });

  /** What keeps the case open because of neighbours; undefined: nothing. */
  async function refusal(ctx: Context): Promise<string | undefined> {
    const error: unknown = await closeLeak(ctx, leak.id).catch((refused: unknown) => refused);
    const { issues } = (error as { extras: { issues: { code: string; message: string }[] } })
      .extras;
    return issues.find(({ code }) => code === 'neighbours')?.message;
  }
  const idOf = async (name: string) =>
    (await readLeak(acme.ctx, leak.id)).neighbours.find(({ key }) => key === name)!.id;
  const leave = (ctx: Context, ...secrets: string[]) =>
    decideNeighbours(ctx, leak.id, { secrets, decision: 'leave', reason: 'Another issuer.' });

  it('in the bin are shown, count, and are rotated only after they were restored', async () => {
    await putValue(acme.ctx, PAYMENTS, 'BINNED_KEY');
    await putValue(acme.ctx, PAYMENTS, 'PURGED_KEY');
    for (const key of ['BINNED_KEY', 'PURGED_KEY']) {
      await deleteSecret(acme.ctx, anyKind(PAYMENTS), key);
    }
    const { neighbours } = await readLeak(editor, leak.id);
    expect(neighbours.map(({ key, inBin }) => [key, inBin])).toEqual([
      ...[
        ['BESIDE_KEY', false],
        ['BINNED_KEY', true],
        ['PURGED_KEY', true],
      ],
    ]);
    const binned = await idOf('BINNED_KEY');
    const rotate = { secrets: [binned], decision: 'rotate' as const };
    await expect(decideNeighbours(editor, leak.id, rotate)).rejects.toMatchObject({
      code: 'conflict',
      extras: { issues: [expect.objectContaining({ code: 'in_bin' })] },
    });
    await leave(editor, binned);
    const purged = await idOf('PURGED_KEY');
    expect((await leave(editor, purged)).openNeighbours).toMatchObject({ undecided: 2 });
    await purgeSecret(acme.ctx, anyKind(PAYMENTS), purged);
    expect((await readLeak(editor, leak.id)).neighbours).toHaveLength(2);
  });

  it('that whoever closes it may not see keep it open, and that is said', async () => {
    await leave(editor, await idOf('BESIDE_KEY'));
    const seen = await readLeak(editor, leak.id);
    expect(seen.neighbours.every(({ decision }) => decision === 'leave')).toBe(true);
    const openNeighbours = {
      ...{ undecided: 1, rotating: 0, beyondSight: { undecided: 1, rotating: 0 } },
    };
    expect(seen).toMatchObject({ neighboursBeyondSight: 1, openNeighbours });
    expect(seen.openSteps).toContain('neighbours');
    expect((await listLeaks(editor)).items[0]).toMatchObject({ openNeighbours });
    expect(await refusal(editor)).toContain(BEYOND);
    const token = { kind: 'token', id: newUuid(), name: 'bot', scopeId: acme.id } as const;
    const limited = contextOf(acme.ctx.installation, {
      ...{ ...token, organizationId: acme.id, namePatterns: ['LEAKED_*'] },
      permissions: ['secrets:list', 'leaks:manage'],
    });
    expect(await refusal(limited)).toContain(BEYOND);
    const copy = await idOf('COPY_KEY');
    await expect(leave(limited, copy)).rejects.toMatchObject({ code: 'rule_broken' });
    await leave(acme.ctx, copy);
    expect(await refusal(limited)).toBeUndefined();
  });

  it('are all counted by its proof, those that whoever closed it never saw too', async () => {
    const { prisma } = database;
    const { run } = await rotateLeak(editor, leak.id);
    const runId = fromTypeId(['rotationRun'], run!.id)!;
    await reviewLeak(editor, leak.id, { review: 'Nothing was used.' });
    await adviseLeak(editor, leak.id, { reason: 'Nobody outside had it.' });
    await prisma.rotationItem.updateMany({ where: { runId }, data: { revokedAt: new Date() } });
    await prisma.rotationRun.updateMany({ data: { state: 'closed', proof: '{}' } });
    const id = fromTypeId(['secret'], leak.secret.id)!;
    await prisma.secret.update({ where: { id }, data: { deletedAt: new Date() } });
    const closed = await closeLeak(editor, leak.id);
    expect(closed).toMatchObject({ state: 'closed', openNeighbours: null });
    const { proof } = await prisma.leakCase.findFirstOrThrow({});
    expect(JSON.parse(proof!)).toMatchObject({
      neighbours: [{ name: 'BESIDE_KEY' }, { name: 'BINNED_KEY', inBin: true }],
      neighbourCounts: { ...{ total: 3, rotated: 0, left: 3 }, inBin: 1, beyondSight: 1 },
    });
    expect(JSON.parse(proof!)).toMatchObject({ neighbourCounts: { purgedSince: 1 } });
  });

  it('beyond the first 200 are decided about by their ids, and come as the others are', async () => {
    const base = await database.prisma.secret.findFirstOrThrow({ where: { name: 'COPY_KEY' } });
    await database.prisma.secret.createMany({
      data: Array.from({ length: 205 }, (_, at) => ({
        ...{ id: newUuid(), organizationId: acme.id, scopeId: base.scopeId },
        ...{ name: `MANY_${String(at).padStart(3, '0')}`, type: base.type },
        ...{ category: base.category, backend: 'local', latestVersion: 0 },
      })),
    });
    const secret = { scope: SEARCH, key: 'COPY_KEY' };
    const many = await openLeak(acme.ctx, { secret, whereFound: 'a log' });
    expect(many.neighbours).toHaveLength(200);
    const { moreNeighbours } = many;
    const shown = new Set(many.neighbours.map(({ key }) => key));
    expect(shown).not.toContain('MANY_204');
    const last = await database.prisma.secret.findFirstOrThrow({ where: { name: 'MANY_204' } });
    const secrets = [`${many.neighbours.find(({ key }) => key === 'MANY_000')!.id}`];
    const decided = { decision: 'leave' as const, reason: 'Another issuer.' };
    const left = await decideNeighbours(acme.ctx, many.id, { secrets, ...decided });
    expect(left.neighbours.map(({ key }) => key)).not.toContain('MANY_000');
    expect(left).toMatchObject({ moreNeighbours });
    const beyond = { secrets: [toTypeId('secret', last.id)], ...decided };
    const now = await decideNeighbours(acme.ctx, many.id, beyond);
    expect(now.openNeighbours!.undecided).toBe(many.openNeighbours!.undecided - 2);
  });

  it('of a secret that is purged stay those that have its value', async () => {
    const value = 'canary-of-two';
    await putValue(acme.ctx, PAYMENTS, 'GONE_KEY', value);
    await putValue(acme.ctx, SEARCH, 'TWIN_KEY', value);
    const secret = { scope: PAYMENTS, key: 'GONE_KEY' };
    const { id } = await openLeak(acme.ctx, { secret, whereFound: 'a log' });
    const before = await readLeak(acme.ctx, id);
    await deleteSecret(acme.ctx, anyKind(PAYMENTS), 'GONE_KEY');
    await purgeSecret(acme.ctx, anyKind(PAYMENTS), before.secret.id);
    const after = await readLeak(acme.ctx, id);
    expect(after.neighbours[0]).toMatchObject({ key: 'TWIN_KEY', why: ['value'], decision: null });
    expect(after.openNeighbours).toEqual(before.openNeighbours);
  });
});
