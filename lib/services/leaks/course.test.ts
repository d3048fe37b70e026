import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { LeakCase } from '@/lib/contracts/leak';
import type { Database } from '@/lib/db/connection/database';
import { findLeakRow } from '@/lib/db/leaks/leak-cases';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { makeWorker } from '@/lib/testing/workers';
import { anyKind } from '../access/authorize';
import { addEvidence } from '../rotation-runs/add-evidence';
import { closeRun } from '../rotation-runs/close-run';
import { promoteRun } from '../rotation-runs/promote-run';
import { revokeOldValue } from '../rotation-runs/revoke-old-value';
import { stageRunValue } from '../rotation-runs/stage-run-value';
import { aliasSecret } from '../secrets/alias-secret';
import { destroyVersion } from '../secrets/destroy-version';
import { putSecret } from '../secrets/put-secrets';
import { adviseLeak } from './advise-leak';
import { assignLeak } from './assign-leak';
import { closeLeak } from './close-leak';
import { decideNeighbours } from './decide-neighbours';
import { recordContained } from './keep-containment';
import { listLeaks } from './list-leaks';
import { matchLeak } from './match-leak';
import { openLeak } from './open-leak';
import { readLeak } from './read-leak';
import { reviewLeak } from './review-leak';
import { rotateLeak } from './rotate-leak';

const APP = 'payments.production.billing';
const LEAKED = 'canary-leaked-51aa';

describeDatabase('a leak case', (open) => {
  let database: Database;
  let acme: TestOrganization;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  async function put(key: string, value: string, scope = APP) {
    const plaintext = Plaintext.fromText(value);
    return putSecret(acme.ctx, anyKind(scope), { key, plaintext, format: 'utf8' });
  }

  const paste = async (text: string) =>
    (await matchLeak(acme.ctx, Plaintext.fromText(text))).matches.map(
      ({ secret, version, state }) => `${secret.scope.path}/${secret.key} ${version} ${state}`,
    );

  async function idOf(name: string): Promise<string> {
    const { neighbours } = await readLeak(acme.ctx, leak.id);
    return neighbours.find(({ key }) => key === name)!.id;
  }

  let leak: LeakCase;

  it('a pasted line is told to be the versions that have its value, retired ones too', async () => {
    await put('STRIPE_KEY', 'canary-before-7c1');
    await makeWorker(acme, acme.payments.app, { host: 'before' });
    await put('STRIPE_KEY', LEAKED);
    await put('COPY_KEY', LEAKED, 'search.production.indexer');
    await put('OTHER_KEY', 'canary-other-90f');
    expect(await paste(`  export STRIPE_KEY="${LEAKED}"\n`)).toEqual([
      `${APP}/STRIPE_KEY 2 current`,
      'search.production.indexer/COPY_KEY 1 current',
    ]);
    expect(await paste("'canary-before-7c1'")).toEqual([`${APP}/STRIPE_KEY 1 previous`]);
    expect(await paste('canary-nobody-has')).toEqual([]);
  });

  it('a destroyed version does not match', async () => {
    await put('BRIEF_KEY', 'canary-brief-111');
    await put('BRIEF_KEY', 'canary-brief-222');
    await put('BRIEF_KEY', 'canary-brief-333');
    await destroyVersion(acme.ctx, anyKind(APP), 'BRIEF_KEY', 1);
    expect(await paste('canary-brief-111')).toEqual([]);
    expect(await paste('canary-brief-222')).toHaveLength(1);
  });

  it('exposure names exactly the runs that received an exposed version', async () => {
    await makeWorker(acme, acme.payments.app, { host: 'web-1' });
    await aliasSecret(acme.ctx, anyKind(APP), { key: 'ALSO_KEY', aliasOf: 'STRIPE_KEY' });
    const worker = await makeWorker(acme, acme.payments.app, { host: 'web-2' });
    leak = await openLeak(acme.ctx, {
      secret: { scope: APP, key: 'STRIPE_KEY', versions: [2] },
      whereFound: 'a public repository',
      matched: true,
    });
    expect(leak).toMatchObject({ foundBy: 'value', versions: [2], state: 'open' });
    expect(leak.openSteps).toHaveLength(6);
    const names = leak.exposure.deliveries.map((one) => `${one.host} ${one.name} ${one.via}`);
    expect(names).toEqual([
      'web-2 ALSO_KEY alias',
      'web-2 STRIPE_KEY secret',
      'web-1 STRIPE_KEY secret',
    ]);
    expect(leak.exposure.counts).toMatchObject({ deliveries: 2, holders: 2, apps: 1, takers: 2 });
    expect(leak.exposure.aliases).toEqual([{ key: 'ALSO_KEY', scope: APP }]);
    await expect(
      openLeak(acme.ctx, { secret: { scope: APP, key: 'STRIPE_KEY' }, whereFound: 'x' }),
    ).rejects.toMatchObject({ code: 'conflict', extras: { candidates: [leak.id] } });
    expect(worker.id).toMatch(/^wrk_/);
  });

  it('neighbours come nearest first, each with why', async () => {
    const { neighbours } = await readLeak(acme.ctx, leak.id);
    expect(neighbours.map(({ key, why }) => [key, [...why].sort()])).toEqual([
      ['COPY_KEY', ['value']],
      ['BRIEF_KEY', ['delivery', 'scope']],
      ['OTHER_KEY', ['delivery', 'scope']],
    ]);
  });

  it('it stays open until each step is done', async () => {
    await expect(closeLeak(acme.ctx, leak.id)).rejects.toMatchObject({
      code: 'conflict',
      extras: { issues: expect.arrayContaining([expect.objectContaining({ code: 'leak_open' })]) },
    });
    await assignLeak(acme.ctx, leak.id, { assignee: acme.owner.email });
    const text = `The key ${LEAKED} was used`;
    await expect(reviewLeak(acme.ctx, leak.id, { review: text })).rejects.toMatchObject({
      extras: { issues: [expect.objectContaining({ code: 'holds_value' })] },
    });
    await reviewLeak(acme.ctx, leak.id, { review: 'Nothing was read.' });
    await adviseLeak(acme.ctx, leak.id, { reason: 'Nobody outside used it.' });
    const left = [await idOf('OTHER_KEY'), await idOf('BRIEF_KEY')];
    const decided = { secrets: left, decision: 'leave' as const };
    await expect(decideNeighbours(acme.ctx, leak.id, decided)).rejects.toThrow('Say why');
    await decideNeighbours(acme.ctx, leak.id, { ...decided, reason: 'another service' });
    const copied = [await idOf('COPY_KEY')];
    const now = await decideNeighbours(acme.ctx, leak.id, { secrets: copied, decision: 'rotate' });
    expect(now.neighbours[0]).toMatchObject({ decision: 'rotate', run: { state: 'open' } });
    expect(now.openSteps).toEqual(['revoke', 'replace', 'converge', 'neighbours']);
    expect((await listLeaks(acme.ctx)).items[0]).toMatchObject({ openSteps: now.openSteps });
  });

  it('the rotation that answers it revokes first, and containment is said once', async () => {
    const { run } = await rotateLeak(acme.ctx, leak.id);
    await expect(rotateLeak(acme.ctx, leak.id)).rejects.toMatchObject({ code: 'conflict' });
    await revokeOldValue(acme.ctx, run!.id, { key: 'STRIPE_KEY' });
    const value = { key: 'STRIPE_KEY', plaintext: Plaintext.fromText('canary-after-3d3') };
    await stageRunValue(acme.ctx, run!.id, {
      ...value,
      ...{ format: 'utf8', origin: 'brought', reason: undefined, scope: undefined },
    });
    await promoteRun(acme.ctx, run!.id);
    await recordContained(acme.ctx.installation);
    const held = await readLeak(acme.ctx, leak.id);
    expect(held).toMatchObject({ containedAt: null, exposure: { counts: { holders: 2 } } });
    expect(held.openSteps).toEqual(['converge', 'neighbours']);
    await database.prisma.$executeRaw`
      UPDATE worker SET state = 'ended' WHERE host IN ('web-1', 'web-2')`;
    await recordContained(acme.ctx.installation);
    await recordContained(acme.ctx.installation);
    const contained = await readLeak(acme.ctx, leak.id);
    expect(contained).toMatchObject({ minutesToContain: 0, openSteps: ['neighbours'] });
    const said = await lastEvents(database.prisma, acme.id, 2);
    expect(said.map(({ action }) => action)).toContain('leak_case.contained');
    await addEvidence(acme.ctx, run!.id, { kind: 'commit', text: 'abc1234' });
    await expect(closeRun(acme.ctx, run!.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('what closes is proven: the log has the hash of what held', async () => {
    await database.prisma.rotationRun.updateMany({ data: { state: 'closed', proof: '{}' } });
    const closed = await closeLeak(acme.ctx, leak.id);
    expect(closed).toMatchObject({ state: 'closed', openSteps: [], may: { manage: false } });
    const row = await findLeakRow(database.prisma, acme.id, fromTypeId(['leakCase'], leak.id)!);
    const proof = createHash('sha256').update(row!.proof!).digest('hex');
    expect(JSON.parse(row!.proof!)).toMatchObject({
      neighbourCounts: { total: 3, rotated: 1, left: 2, inBin: 0, beyondSight: 0 },
    });
    const [last] = await lastEvents(database.prisma, acme.id, 1);
    expect(last).toMatchObject({ action: 'leak_case.closed', proof });
    await expect(closeLeak(acme.ctx, leak.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('nothing that was pasted is kept', async () => {
    const tables = ['audit_event', 'leak_case', 'leak_neighbour', 'match_budget', 'rotation_run'];
    for (const table of tables) {
      const [row] = await database.prisma.$queryRawUnsafe<{ found: number }[]>(
        `SELECT count(*)::int AS found FROM ${table} t WHERE t::text LIKE '%${LEAKED}%'`,
      );
      expect([table, row!.found]).toEqual([table, 0]);
    }
  });
});
