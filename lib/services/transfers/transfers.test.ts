import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { PlanTransferInput } from '@/lib/contracts/transfer';
import { sweepPlans } from '@/lib/db/transfers/transfers';
import { BackendFault } from '@/lib/domain/backend';
import { DAY_MS } from '@/lib/domain/durations';
import { fromTypeId } from '@/lib/domain/ids';
import type { HarnessBackend } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { openTransferBench, outcomesOf, verdictsOf } from '@/lib/testing/transfers';
import type { TransferBench, TransferScene } from '@/lib/testing/transfers';
import { bookkeeping } from '../bookkeeping';
import { listSecrets } from '../secrets/list-secrets';
import { cancelTransfer, pauseTransfer } from './end-transfer';
import { listTransfers, readTransfer } from './list-transfers';
import { runTransfers } from './run-transfers';
import { resumeTransfer, startTransfer } from './start-transfer';

describeDatabase('a transfer', (open) => {
  let bench: TransferBench;
  let scene: TransferScene;

  beforeAll(async () => {
    bench = await openTransferBench(await open());
  });

  beforeEach(async () => {
    scene = await bench.nextScene();
  });

  it('says of each listed value what would become of it, and writes nothing but the plan', async () => {
    await scene.put('SAME', 'one');
    await scene.put('OTHER', 'two');
    await scene.refer('ELSEWHERE', 'there');
    scene.harness.keep('p/SAME', 'one');
    scene.harness.keep('p/OTHER', 'not two');
    scene.harness.keep('p/ELSEWHERE', 'x');
    scene.harness.keep('p/fresh-one', 'x');
    scene.harness.keep('q/fresh.one', 'x');
    scene.harness.keep('p/path', 'x');
    scene.harness.keep('p/EMPTY', '');
    const planned = await scene.plan({ mode: 'import', from: 'cloud' });
    expect(verdictsOf(await scene.rowsOf(planned.id))).toEqual([
      ['ELSEWHERE', 'taken', 'lives_elsewhere'],
      ['EMPTY', 'invalid', 'backend_malformed'],
      ['OTHER', 'replace', null],
      ['SAME', 'unchanged', null],
      ['FRESH_ONE', 'new', null],
      ['PATH', 'invalid', 'name_dangerous'],
      ['FRESH_ONE', 'taken', 'name_twice'],
    ]);
    expect(planned).toMatchObject({ state: 'planned', rows: 7, counts: { planned: 7 } });
    expect((await listSecrets(scene.acme.ctx, scene.at, {})).items).toHaveLength(3);
    const [event] = await scene.lastEvents(1);
    expect(event).toMatchObject({
      action: 'transfer.planned',
      details: { mode: 'import', from: 'cloud', compared: 2, replace: 1, unchanged: 1, taken: 2 },
    });
  });

  it('seals what is imported, but for rows that are discarded, and tells what came of each', async () => {
    scene.harness.keep('p/A', 'of A');
    scene.harness.keep('p/B', 'of B');
    const planned = await scene.plan({
      mode: 'import',
      from: 'reader',
      names: [{ reference: 'p/A', name: 'RENAMED' }],
    });
    expect(outcomesOf(await scene.run(planned.id, [2]))).toEqual([
      ['RENAMED', 'done', null],
      ['B', 'skipped', 'discarded'],
    ]);
    expect(await scene.sealedText('RENAMED')).toBe('of A');
    const { transfer } = await readTransfer(scene.acme.ctx, scene.at, planned.id);
    expect(transfer).toMatchObject({ state: 'ended', counts: { done: 1, skipped: 1, planned: 0 } });
    const told = await scene.lastEvents(3);
    expect(told.map(({ action }) => action)).toEqual([
      'transfer.started',
      'secret.created',
      'transfer.ended',
    ]);
    expect(told[2]).toMatchObject({
      details: { done: 1, skipped: 1, failed: 0, cancelled: false },
    });
  });

  it('makes of an object one secret, one for each key, or one with parts', async () => {
    scene.harness.keep('p/login', JSON.stringify({ username: 'u', password: 'p' }));
    scene.harness.keep('p/login?key=username', 'u');
    scene.harness.keep('p/login?key=password', 'p');
    const only = ['p/login'];
    scene.harness.list = async () => ({ items: [{ reference: 'p/login', name: 'x' }], next: null });
    const from = 'cloud';
    const names = await scene.plan({ mode: 'refer', from, only, objects: 'names' });
    expect(outcomesOf(await scene.run(names.id))).toEqual([
      ['LOGIN_PASSWORD', 'done', null],
      ['LOGIN_USERNAME', 'done', null],
    ]);
    expect(await scene.secretOf('LOGIN_PASSWORD')).toMatchObject({
      reference: 'p/login?key=password',
    });
    const named = (name: string) => [{ reference: 'p/login', name }];
    const whole = await scene.plan({ mode: 'import', from, only, names: named('WHOLE') });
    await scene.run(whole.id);
    expect(await scene.sealedText('WHOLE')).toBe('{"username":"u","password":"p"}');
    const inParts = { mode: 'import', from, only, objects: 'parts' } as const;
    const stale = await scene.plan({ ...inParts, names: named('STALE') });
    // The last of its keys alone.
    scene.harness.keep('p/login?key=username', 'u');
    expect(outcomesOf(await scene.run(stale.id))).toEqual([['STALE', 'changed', 'source_changed']]);
    const parts = await scene.plan({ ...inParts, names: named('ACCOUNT') });
    expect(outcomesOf(await scene.run(parts.id))).toEqual([['ACCOUNT', 'done', null]]);
    expect(await scene.secretOf('ACCOUNT')).toMatchObject({ type: 'auth_profile' });
    expect(await scene.sealedText('ACCOUNT')).toBe('{"password":"p","username":"u"}');
    Reflect.deleteProperty(scene.harness, 'list');
  });

  it('writes nothing where source or target changed since the plan', async () => {
    await scene.put('MET', 'old');
    scene.harness.keep('p/A', 'of A');
    scene.harness.keep('p/MET', 'new');
    const planned = await scene.plan({ mode: 'import', from: 'cloud' });
    scene.harness.keep('p/A', 'of somebody else');
    await scene.put('MET', 'newer still');
    expect(outcomesOf(await scene.run(planned.id))).toEqual([
      ['A', 'changed', 'source_changed'],
      ['MET', 'changed', 'secret_changed'],
    ]);
    expect(await scene.secretOf('A')).toBeUndefined();
    expect(await scene.sealedText('MET')).toBe('newer still');
  });

  it('tries again what is away, tells what is denied, and goes on after a pause by the rights of who resumes', async () => {
    for (const name of ['A', 'B', 'C']) scene.harness.keep(`p/${name}`, name);
    const planned = await scene.plan({ mode: 'import', from: 'cloud' });
    scene.harness.faults.set('p/A', new BackendFault('unreachable', 'It is away.'));
    scene.harness.faults.set('p/B', new BackendFault('denied', 'It may not be read.'));
    await startTransfer(scene.acme.ctx, scene.at, planned.id);
    await pauseTransfer(scene.acme.ctx, scene.at, planned.id);
    expect(await runTransfers(scene.acme.ctx.installation)).toBe(0);
    await resumeTransfer(scene.acme.ctx, scene.at, planned.id);
    await runTransfers(scene.acme.ctx.installation);
    expect(outcomesOf(await scene.rowsOf(planned.id))).toEqual([
      ['A', 'planned', 'backend_unreachable'],
      ['B', 'failed', 'backend_denied'],
      ['C', 'done', null],
    ]);
    scene.harness.faults.clear();
    await scene.acme.ctx.installation.database.prisma.transfer.updateMany({
      data: { leasedUntil: null },
    });
    await runTransfers(scene.acme.ctx.installation);
    expect((await scene.rowsOf(planned.id))[0]).toMatchObject({ state: 'done', attempts: 3 });
  });

  it('that nobody started is forgotten after a week, and no other', async () => {
    scene.harness.keep('p/A', 'x');
    const [old, young, started] = [
      await scene.plan({ mode: 'import', from: 'cloud' }),
      await scene.plan({ mode: 'import', from: 'cloud' }),
      await scene.plan({ mode: 'import', from: 'cloud' }),
    ];
    await scene.run(started.id);
    const { prisma } = scene.acme.ctx.installation.database;
    const aged = [old.id, started.id].map((id) => fromTypeId(['transfer'], id)!);
    const createdAt = new Date(Date.now() - 8 * DAY_MS);
    await prisma.transfer.updateMany({ where: { id: { in: aged } }, data: { createdAt } });
    const forget = () => bookkeeping(scene.acme.ctx.installation, (tx) => sweepPlans(tx, 7));
    expect([await forget(), await forget()]).toEqual([1, 0]);
    const { items } = await listTransfers(scene.acme.ctx, scene.at);
    expect(items.map(({ id }) => id)).toEqual([started.id, young.id]);
  });

  it('is cancelled with what was done as it is, and cannot be started again', async () => {
    scene.harness.keep('p/A', 'x');
    const planned = await scene.plan({ mode: 'import', from: 'cloud' });
    await startTransfer(scene.acme.ctx, scene.at, planned.id);
    await cancelTransfer(scene.acme.ctx, scene.at, planned.id);
    expect(outcomesOf(await scene.rowsOf(planned.id))).toEqual([['A', 'skipped', 'cancelled']]);
    await expect(startTransfer(scene.acme.ctx, scene.at, planned.id)).rejects.toMatchObject({
      status: 409,
    });
    const [ended] = await scene.lastEvents(1);
    expect(ended).toMatchObject({ action: 'transfer.ended', details: { cancelled: true } });
  });

  it('cancelled while a row is under way tells of that row as it came out', async () => {
    await scene.put('A', 'of A');
    const planned = await scene.plan({ mode: 'copy', to: 'cloud' });
    await startTransfer(scene.acme.ctx, scene.at, planned.id);
    const put_ = scene.harness.put;
    scene.harness.put = async function (this: HarnessBackend, ...given) {
      await cancelTransfer(scene.acme.ctx, scene.at, planned.id);
      return put_.apply(this, given);
    };
    await runTransfers(scene.acme.ctx.installation);
    scene.harness.put = put_;
    expect(outcomesOf(await scene.rowsOf(planned.id))).toEqual([['A', 'done', null]]);
    const { transfer } = await readTransfer(scene.acme.ctx, scene.at, planned.id);
    expect([transfer.state, scene.textAt(`${scene.path}/A`)]).toEqual(['cancelled', 'of A']);
    const told = await scene.lastEvents(2);
    expect(told.map(({ action }) => action)).toEqual(['transfer.ended', 'secret.copied']);
  });

  it.each<[string, PlanTransferInput, string]>([
    ['a connector of another team', { mode: 'import', from: 'searching' }, 'no_connector'],
    ['one that waits for approval', { mode: 'move', to: 'waiting' }, 'not_approved'],
    ['a target that only reads', { mode: 'copy', to: 'reader' }, 'read_only'],
    [
      'a source that cannot be deleted',
      { mode: 'move', from: 'reader', removeSource: true },
      'read_only',
    ],
    ['the same place', { mode: 'move', from: 'cloud', to: 'cloud' }, 'same_place'],
    ['no backend to list', { mode: 'import' }, 'mode'],
    ['a copy to here', { mode: 'copy', from: 'cloud' }, 'mode'],
  ])('is refused with %s', async (_, input, code) => {
    await expect(scene.plan(input)).rejects.toMatchObject({ extras: { issues: [{ code }] } });
  });
});
