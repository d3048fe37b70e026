import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { HarnessBackend } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { openTransferBench, outcomesOf, verdictsOf } from '@/lib/testing/transfers';
import type { TransferBench, TransferScene } from '@/lib/testing/transfers';
import { startTransfer } from './start-transfer';

describeDatabase('a value that is copied or moved', (open) => {
  let bench: TransferBench;
  let scene: TransferScene;

  beforeAll(async () => {
    bench = await openTransferBench(await open());
  });

  beforeEach(async () => {
    scene = await bench.nextScene();
  });

  it('copies values to the place of scope and name, compared there, and leaves the secrets', async () => {
    await scene.put('A', 'of A');
    await scene.put('B', 'of B');
    scene.harness.keep(`${scene.path}/B`, 'of B');
    const planned = await scene.plan({ mode: 'copy', to: 'cloud' });
    expect(verdictsOf(await scene.rowsOf(planned.id))).toEqual([
      ['A', 'new', null],
      ['B', 'unchanged', null],
    ]);
    expect(outcomesOf(await scene.run(planned.id))).toEqual([
      ['A', 'done', null],
      ['B', 'skipped', null],
    ]);
    expect(scene.textAt(`${scene.path}/A`)).toBe('of A');
    expect(await scene.secretOf('A')).toMatchObject({ backend: 'local', version: 1 });
    const [, copied] = await scene.lastEvents(3);
    expect(copied).toMatchObject({
      action: 'secret.copied',
      details: { reference: `${scene.path}/A`, connector: { name: 'cloud' }, version: 1 },
    });
  });

  it('moves a value there, between backends and home again, and its source goes when asked', async () => {
    await scene.put('A', 'of A');
    const out = await scene.plan({ mode: 'move', to: 'cloud', removeSource: true });
    expect(outcomesOf(await scene.run(out.id))).toEqual([['A', 'done', null]]);
    expect(await scene.secretOf('A')).toMatchObject({
      backend: 'aws',
      reference: `${scene.path}/A`,
    });
    expect(await scene.sealedVersions('A')).toBe(0);

    const across = await scene.plan({
      mode: 'move',
      from: 'cloud',
      to: 'other',
      removeSource: true,
    });
    await scene.run(across.id);
    const there = `${scene.path.replaceAll('/', '__')}__A`;
    expect(await scene.secretOf('A')).toMatchObject({ backend: 'gcp', reference: there });
    expect([scene.textAt(`${scene.path}/A`), scene.textAt(there)]).toEqual([undefined, 'of A']);
    expect(await scene.lastEvents(3)).toMatchObject([
      { action: 'secret.replaced' },
      { action: 'secret.source_removed', details: { reference: `${scene.path}/A` } },
      { action: 'transfer.ended' },
    ]);

    await scene.run((await scene.plan({ mode: 'move', from: 'other' })).id);
    expect(await scene.secretOf('A')).toMatchObject({ backend: 'local' });
    expect(await scene.sealedText('A')).toBe('of A');
    expect(scene.textAt(there)).toBe('of A');
  });

  it('never deletes the value that a secret leads to, though two connectors lead there', async () => {
    scene.harness.keep(`${scene.path}/A`, 'of A');
    await scene.refer('A', `${scene.path}/A`);
    const same = await scene.plan({ mode: 'move', from: 'cloud', to: 'again', removeSource: true });
    expect(outcomesOf(await scene.run(same.id))).toEqual([['A', 'done', 'source_kept']]);
    expect(scene.textAt(`${scene.path}/A`)).toBe('of A');
  });

  it('keeps a source that another secret has its value at, and moves nothing over the place of another', async () => {
    scene.harness.keep('shared', 'x');
    await scene.refer('ONE', 'shared');
    await scene.refer('TWO', `${scene.path}/THREE`);
    scene.harness.keep(`${scene.path}/THREE`, 'of two');
    await scene.put('THREE', 'of three');
    const home = await scene.plan({
      mode: 'move',
      from: 'cloud',
      only: ['ONE'],
      removeSource: true,
    });
    scene.harness.keep('shared', 'x', scene.harness.held.get('shared')!.version);
    await scene.refer('FOUR', 'shared');
    expect(outcomesOf(await scene.run(home.id))).toEqual([['ONE', 'done', 'source_kept']]);
    expect(scene.textAt('shared')).toBe('x');
    const out = await scene.plan({ mode: 'move', to: 'cloud', only: ['THREE'] });
    expect(verdictsOf(await scene.rowsOf(out.id))).toEqual([['THREE', 'taken', 'place_taken']]);
    await expect(startTransfer(scene.acme.ctx, scene.at, out.id)).rejects.toMatchObject({
      status: 422,
    });
  });

  it('leaves secret and source where what was written is read as something else', async () => {
    await scene.put('A', 'of A');
    const planned = await scene.plan({ mode: 'move', to: 'cloud', removeSource: true });
    const put_ = scene.harness.put;
    scene.harness.put = async function (this: HarnessBackend, reference) {
      this.keep(reference.text, 'garbled');
      return { version: 'v', at: null, schedule: null };
    };
    const rows = await scene.run(planned.id);
    scene.harness.put = put_;
    expect(outcomesOf(rows)).toEqual([['A', 'planned', 'not_verified']]);
    expect(await scene.secretOf('A')).toMatchObject({ backend: 'local', version: 1 });
    expect(await scene.sealedText('A')).toBe('of A');
  });

  it('that leads to its target by hand is compared with its source before that is deleted', async () => {
    await scene.put('A', 'of A');
    await scene.put('B', 'of B');
    const planned = await scene.plan({ mode: 'move', to: 'cloud', removeSource: true });
    scene.harness.keep(`${scene.path}/A`, 'something else');
    scene.harness.keep(`${scene.path}/B`, 'of B');
    await scene.refer('A', `${scene.path}/A`);
    await scene.refer('B', `${scene.path}/B`);
    expect(outcomesOf(await scene.run(planned.id))).toEqual([
      ['A', 'failed', 'target_differs'],
      ['B', 'done', null],
    ]);
    expect([await scene.sealedVersions('A'), await scene.sealedVersions('B')]).toEqual([1, 0]);
  });

  it('that leads to another backend by hand is compared too, and nothing is deleted where it differs', async () => {
    for (const name of ['A', 'B']) {
      scene.harness.keep(`from/${name}`, `of ${name}`);
      await scene.refer(name, `from/${name}`);
    }
    const moving = { mode: 'move', from: 'cloud', to: 'other', removeSource: true } as const;
    const planned = await scene.plan(moving);
    const there = `${scene.path.replaceAll('/', '__')}__`;
    scene.harness.keep(`${there}A`, 'something else');
    scene.harness.keep(`${there}B`, 'of B');
    await scene.refer('A', `${there}A`, 'other');
    await scene.refer('B', `${there}B`, 'other');
    expect(outcomesOf(await scene.run(planned.id))).toEqual([
      ['A', 'failed', 'target_differs'],
      ['B', 'done', null],
    ]);
    expect([scene.textAt('from/A'), scene.textAt('from/B')]).toEqual(['of A', undefined]);
  });

  it('destroys nothing that was sealed here since the plan', async () => {
    await scene.put('A', 'of A');
    const planned = await scene.plan({ mode: 'move', to: 'cloud', removeSource: true });
    await scene.put('A', 'newer');
    scene.harness.keep(`${scene.path}/A`, 'of A');
    await scene.refer('A', `${scene.path}/A`);
    expect(outcomesOf(await scene.run(planned.id))).toEqual([['A', 'changed', 'secret_changed']]);
    expect(await scene.sealedVersions('A')).toBe(2);
  });
});
