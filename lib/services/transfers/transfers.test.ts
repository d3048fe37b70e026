import { beforeEach, beforeAll, expect, it } from 'vitest';
import type { PlanTransferInput, TransferItem } from '@/lib/contracts/transfer';
import { sweepPlans } from '@/lib/db/transfers/transfers';
import { BackendFault } from '@/lib/domain/backend';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { makeConnector, openHarness } from '@/lib/testing/backends/harness-backend';
import type { HarnessBackend } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { bookkeeping } from '../bookkeeping';
import { createScope } from '../scopes/create-scope';
import { listSecrets } from '../secrets/list-secrets';
import { putSecret } from '../secrets/put-secrets';
import { referSecret } from '../secrets/refer-secret';
import { cancelTransfer, pauseTransfer } from './end-transfer';
import { listTransfers, readTransfer } from './list-transfers';
import { planTransfer } from './plan-transfer';
import { runTransfers } from './run-transfers';
import { resumeTransfer, startTransfer } from './start-transfer';

describeDatabase('a transfer', (open) => {
  let acme: TestOrganization;
  let harness: HarnessBackend;
  let at: { kinds: ['app']; ref: string };
  let path: string;
  let count = 0;

  beforeAll(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
    harness = openHarness(acme.ctx.installation);
    await makeConnector(acme, { kind: 'aws', slug: 'cloud', writable: true });
    await makeConnector(acme, { kind: 'aws', slug: 'again', writable: true });
    await makeConnector(acme, { kind: 'gcp', slug: 'other', writable: true });
    await makeConnector(acme, { kind: 'aws', slug: 'reader' });
    await makeConnector(acme, { kind: 'aws', slug: 'waiting', writable: true, approved: false });
    const { team } = acme.search;
    await makeConnector(acme, { kind: 'aws', slug: 'searching', scope: team, writable: true });
  });

  beforeEach(async () => {
    harness.held.clear();
    harness.faults.clear();
    harness.asked.length = 0;
    count += 1;
    const { id: parent } = acme.payments.workspace;
    const app = await createScope(acme.ctx, { kind: 'app', slug: `a${count}`, name: 'A', parent });
    at = { kinds: ['app'], ref: app.id };
    path = app.path.replaceAll('.', '/');
  });

  const plan = (input: PlanTransferInput) => planTransfer(acme.ctx, at, input);
  const put = (key: string, text: string) =>
    putSecret(acme.ctx, at, { key, plaintext: Plaintext.fromText(text), format: 'utf8' });
  const refer = (key: string, reference: string) =>
    referSecret(acme.ctx, at, { key, connector: 'cloud', reference });
  const rowsOf = async (id: string): Promise<readonly TransferItem[]> =>
    (await readTransfer(acme.ctx, at, id)).items;
  const secretOf = async (name: string) => {
    const { items } = await listSecrets(acme.ctx, at, {});
    return items.find(({ key }) => key === name)!;
  };
  const sealedText = async (name: string): Promise<string> =>
    String(await openCurrentValue(acme.ctx.installation, (await secretOf(name)).id));
  const textAt = (reference: string): string | undefined => {
    const held = harness.held.get(reference);
    return held && new TextDecoder().decode(held.bytes);
  };
  const verdicts = (rows: readonly TransferItem[]) =>
    rows.map(({ name, verdict, code }) => [name, verdict, code]);
  const outcomes = (rows: readonly TransferItem[]) =>
    rows.map(({ name, state, code }) => [name, state, code]);

  async function run(id: string, discard: number[] = []): Promise<readonly TransferItem[]> {
    await startTransfer(acme.ctx, at, id, { discard });
    await runTransfers(acme.ctx.installation);
    return rowsOf(id);
  }

  async function lastEvents(limit: number): Promise<{ action: string; details: object }[]> {
    const { prisma } = acme.ctx.installation.database;
    const rows = await prisma.auditEvent.findMany({ orderBy: { number: 'desc' }, take: limit });
    return rows.reverse().map(({ text }) => JSON.parse(text!) as never);
  }

  it('says of each listed value what would become of it, and writes nothing but the plan', async () => {
    await put('SAME', 'one');
    await put('OTHER', 'two');
    await refer('ELSEWHERE', 'there');
    harness.keep('p/SAME', 'one');
    harness.keep('p/OTHER', 'not two');
    harness.keep('p/ELSEWHERE', 'x');
    harness.keep('p/fresh-one', 'x');
    harness.keep('q/fresh.one', 'x');
    harness.keep('p/path', 'x');
    harness.keep('p/EMPTY', '');
    const planned = await plan({ mode: 'import', from: 'cloud' });
    expect(verdicts(await rowsOf(planned.id))).toEqual([
      ['ELSEWHERE', 'taken', 'lives_elsewhere'],
      ['EMPTY', 'invalid', 'backend_malformed'],
      ['OTHER', 'replace', null],
      ['SAME', 'unchanged', null],
      ['FRESH_ONE', 'new', null],
      ['PATH', 'invalid', 'name_dangerous'],
      ['FRESH_ONE', 'taken', 'name_twice'],
    ]);
    expect(planned).toMatchObject({ state: 'planned', rows: 7, counts: { planned: 7 } });
    expect((await listSecrets(acme.ctx, at, {})).items).toHaveLength(3);
    const [event] = await lastEvents(1);
    expect(event).toMatchObject({
      action: 'transfer.planned',
      details: { mode: 'import', from: 'cloud', compared: 2, replace: 1, unchanged: 1, taken: 2 },
    });
  });

  it('seals what is imported, but for rows that are discarded, and tells what came of each', async () => {
    harness.keep('p/A', 'of A');
    harness.keep('p/B', 'of B');
    const planned = await plan({
      mode: 'import',
      from: 'reader',
      names: [{ reference: 'p/A', name: 'RENAMED' }],
    });
    expect(outcomes(await run(planned.id, [2]))).toEqual([
      ['RENAMED', 'done', null],
      ['B', 'skipped', 'discarded'],
    ]);
    expect(await sealedText('RENAMED')).toBe('of A');
    const { transfer } = await readTransfer(acme.ctx, at, planned.id);
    expect(transfer).toMatchObject({ state: 'ended', counts: { done: 1, skipped: 1, planned: 0 } });
    const told = await lastEvents(3);
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
    harness.keep('p/login', JSON.stringify({ username: 'u', password: 'p' }));
    harness.keep('p/login?key=username', 'u');
    harness.keep('p/login?key=password', 'p');
    const only = ['p/login'];
    harness.list = async () => ({ items: [{ reference: 'p/login', name: 'x' }], next: null });
    const from = 'cloud';
    const names = await plan({ mode: 'refer', from, only, objects: 'names' });
    expect(outcomes(await run(names.id))).toEqual([
      ['LOGIN_PASSWORD', 'done', null],
      ['LOGIN_USERNAME', 'done', null],
    ]);
    expect(await secretOf('LOGIN_PASSWORD')).toMatchObject({ reference: 'p/login?key=password' });
    const named = (name: string) => [{ reference: 'p/login', name }];
    const whole = await plan({ mode: 'import', from, only, names: named('WHOLE') });
    await run(whole.id);
    expect(await sealedText('WHOLE')).toBe('{"username":"u","password":"p"}');
    const parts = await plan({
      mode: 'import',
      from,
      only,
      objects: 'parts',
      names: named('ACCOUNT'),
    });
    expect(outcomes(await run(parts.id))).toEqual([['ACCOUNT', 'done', null]]);
    expect(await secretOf('ACCOUNT')).toMatchObject({ type: 'auth_profile' });
    expect(await sealedText('ACCOUNT')).toBe('{"password":"p","username":"u"}');
    Reflect.deleteProperty(harness, 'list');
  });

  it('writes nothing where source or target changed since the plan', async () => {
    await put('MET', 'old');
    harness.keep('p/A', 'of A');
    harness.keep('p/MET', 'new');
    const planned = await plan({ mode: 'import', from: 'cloud' });
    harness.keep('p/A', 'of somebody else');
    await put('MET', 'newer still');
    expect(outcomes(await run(planned.id))).toEqual([
      ['A', 'changed', 'source_changed'],
      ['MET', 'changed', 'secret_changed'],
    ]);
    expect(await secretOf('A')).toBeUndefined();
    expect(await sealedText('MET')).toBe('newer still');
  });

  it('copies values to the place of scope and name, compared there, and leaves the secrets', async () => {
    await put('A', 'of A');
    await put('B', 'of B');
    harness.keep(`${path}/B`, 'of B');
    const planned = await plan({ mode: 'copy', to: 'cloud' });
    expect(verdicts(await rowsOf(planned.id))).toEqual([
      ['A', 'new', null],
      ['B', 'unchanged', null],
    ]);
    expect(outcomes(await run(planned.id))).toEqual([
      ['A', 'done', null],
      ['B', 'skipped', null],
    ]);
    expect(textAt(`${path}/A`)).toBe('of A');
    expect(await secretOf('A')).toMatchObject({ backend: 'local', version: 1 });
    const [, copied] = await lastEvents(3);
    expect(copied).toMatchObject({
      action: 'secret.copied',
      details: { reference: `${path}/A`, connector: { name: 'cloud' }, version: 1 },
    });
  });

  it('moves a value there, between backends and home again, and its source goes when asked', async () => {
    await put('A', 'of A');
    const out = await plan({ mode: 'move', to: 'cloud', removeSource: true });
    expect(outcomes(await run(out.id))).toEqual([['A', 'done', null]]);
    expect(await secretOf('A')).toMatchObject({ backend: 'aws', reference: `${path}/A` });
    const { prisma } = acme.ctx.installation.database;
    const sealed = () =>
      prisma.sealedValue.count({
        where: { version: { secret: { name: 'A', scope: { path: path.replaceAll('/', '.') } } } },
      });
    expect(await sealed()).toBe(0);

    const across = await plan({ mode: 'move', from: 'cloud', to: 'other', removeSource: true });
    await run(across.id);
    const there = `${path.replaceAll('/', '__')}__A`;
    expect(await secretOf('A')).toMatchObject({ backend: 'gcp', reference: there });
    expect([textAt(`${path}/A`), textAt(there)]).toEqual([undefined, 'of A']);
    expect(await lastEvents(3)).toMatchObject([
      { action: 'secret.replaced' },
      { action: 'secret.source_removed', details: { reference: `${path}/A` } },
      { action: 'transfer.ended' },
    ]);

    await run((await plan({ mode: 'move', from: 'other' })).id);
    expect(await secretOf('A')).toMatchObject({ backend: 'local' });
    expect(await sealedText('A')).toBe('of A');
    expect(textAt(there)).toBe('of A');
  });

  it('never deletes the value that a secret leads to, though two connectors lead there', async () => {
    harness.keep(`${path}/A`, 'of A');
    await refer('A', `${path}/A`);
    const same = await plan({ mode: 'move', from: 'cloud', to: 'again', removeSource: true });
    expect(outcomes(await run(same.id))).toEqual([['A', 'done', 'source_kept']]);
    expect(textAt(`${path}/A`)).toBe('of A');
  });

  it('keeps a source that another secret has its value at, and moves nothing over the place of another', async () => {
    harness.keep('shared', 'x');
    await refer('ONE', 'shared');
    await refer('TWO', `${path}/THREE`);
    harness.keep(`${path}/THREE`, 'of two');
    await put('THREE', 'of three');
    const home = await plan({ mode: 'move', from: 'cloud', only: ['ONE'], removeSource: true });
    harness.keep('shared', 'x', harness.held.get('shared')!.version);
    await refer('FOUR', 'shared');
    expect(outcomes(await run(home.id))).toEqual([['ONE', 'done', 'source_kept']]);
    expect(textAt('shared')).toBe('x');
    const out = await plan({ mode: 'move', to: 'cloud', only: ['THREE'] });
    expect(verdicts(await rowsOf(out.id))).toEqual([['THREE', 'taken', 'place_taken']]);
    await expect(startTransfer(acme.ctx, at, out.id)).rejects.toMatchObject({ status: 422 });
  });

  it('leaves secret and source where what was written is read as something else', async () => {
    await put('A', 'of A');
    const planned = await plan({ mode: 'move', to: 'cloud', removeSource: true });
    const put_ = harness.put;
    harness.put = async function (this: HarnessBackend, reference) {
      this.keep(reference.text, 'garbled');
      return { version: 'v', at: null, schedule: null };
    };
    const rows = await run(planned.id);
    harness.put = put_;
    expect(outcomes(rows)).toEqual([['A', 'planned', 'not_verified']]);
    expect(await secretOf('A')).toMatchObject({ backend: 'local', version: 1 });
    expect(await sealedText('A')).toBe('of A');
  });

  it('tries again what is away, tells what is denied, and goes on after a pause by the rights of who resumes', async () => {
    for (const name of ['A', 'B', 'C']) harness.keep(`p/${name}`, name);
    const planned = await plan({ mode: 'import', from: 'cloud' });
    harness.faults.set('p/A', new BackendFault('unreachable', 'It is away.'));
    harness.faults.set('p/B', new BackendFault('denied', 'It may not be read.'));
    await startTransfer(acme.ctx, at, planned.id);
    await pauseTransfer(acme.ctx, at, planned.id);
    expect(await runTransfers(acme.ctx.installation)).toBe(0);
    await resumeTransfer(acme.ctx, at, planned.id);
    await runTransfers(acme.ctx.installation);
    expect(outcomes(await rowsOf(planned.id))).toEqual([
      ['A', 'planned', 'backend_unreachable'],
      ['B', 'failed', 'backend_denied'],
      ['C', 'done', null],
    ]);
    harness.faults.clear();
    await acme.ctx.installation.database.prisma.transfer.updateMany({
      data: { leasedUntil: null },
    });
    await runTransfers(acme.ctx.installation);
    expect((await rowsOf(planned.id))[0]).toMatchObject({ state: 'done', attempts: 3 });
  });

  it('that nobody started is forgotten after a week, and no other', async () => {
    harness.keep('p/A', 'x');
    const [old, young, started] = [
      await plan({ mode: 'import', from: 'cloud' }),
      await plan({ mode: 'import', from: 'cloud' }),
      await plan({ mode: 'import', from: 'cloud' }),
    ];
    await run(started.id);
    const { prisma } = acme.ctx.installation.database;
    const aged = [old.id, started.id].map((id) => fromTypeId(['transfer'], id)!);
    const createdAt = new Date(Date.now() - 8 * 86_400_000);
    await prisma.transfer.updateMany({ where: { id: { in: aged } }, data: { createdAt } });
    const forget = () => bookkeeping(acme.ctx.installation, (tx) => sweepPlans(tx, 7));
    expect([await forget(), await forget()]).toEqual([1, 0]);
    const { items } = await listTransfers(acme.ctx, at);
    expect(items.map(({ id }) => id)).toEqual([started.id, young.id]);
  });

  it('is cancelled with what was done as it is, and cannot be started again', async () => {
    harness.keep('p/A', 'x');
    const planned = await plan({ mode: 'import', from: 'cloud' });
    await startTransfer(acme.ctx, at, planned.id);
    await cancelTransfer(acme.ctx, at, planned.id);
    expect(outcomes(await rowsOf(planned.id))).toEqual([['A', 'skipped', 'cancelled']]);
    await expect(startTransfer(acme.ctx, at, planned.id)).rejects.toMatchObject({ status: 409 });
    const [ended] = await lastEvents(1);
    expect(ended).toMatchObject({ action: 'transfer.ended', details: { cancelled: true } });
  });

  it('cancelled while a row is under way tells of that row as it came out', async () => {
    await put('A', 'of A');
    const planned = await plan({ mode: 'copy', to: 'cloud' });
    await startTransfer(acme.ctx, at, planned.id);
    const put_ = harness.put;
    harness.put = async function (this: HarnessBackend, ...given) {
      await cancelTransfer(acme.ctx, at, planned.id);
      return put_.apply(this, given);
    };
    await runTransfers(acme.ctx.installation);
    harness.put = put_;
    expect(outcomes(await rowsOf(planned.id))).toEqual([['A', 'done', null]]);
    const { transfer } = await readTransfer(acme.ctx, at, planned.id);
    expect([transfer.state, textAt(`${path}/A`)]).toEqual(['cancelled', 'of A']);
    const told = await lastEvents(2);
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
    await expect(plan(input)).rejects.toMatchObject({ extras: { issues: [{ code }] } });
  });
});
