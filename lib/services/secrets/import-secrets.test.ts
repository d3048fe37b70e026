import { beforeAll, expect, it } from 'vitest';
import type { ImportResult } from '@/lib/contracts/import';
import type { Database } from '@/lib/db/connection/database';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { anyKind } from '../access/authorize';
import type { Context } from '../context';
import { MISSES_PER_SECRET_MAX, ROWS_PER_ACTOR_MAX } from './compare-values';
import { importSecrets } from './import-secrets';
import type { ImportInput } from './import-secrets';
import { listSecrets } from './list-secrets';
import { putSecret } from './put-secrets';

const TEAM = anyKind('payments');
const APP = anyKind('payments.production.billing');

describeDatabase('an import', (open) => {
  let database: Database;
  let acme: TestOrganization;
  let people = 0;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  const put = (place: typeof TEAM, key: string, value: string) =>
    putSecret(acme.ctx, place, { key, plaintext: Plaintext.fromText(value), format: 'utf8' });
  /** Somebody who has spent nothing yet. */
  const editor = async (scope = acme.payments.team): Promise<Context> => {
    people += 1;
    const actor = await makeMember(acme, `editor${people}`, 'editor', scope);
    return contextOf(acme.ctx.installation, actor);
  };
  const verdicts = ({ rows }: ImportResult) => rows.map(({ key, verdict }) => `${key} ${verdict}`);
  const run = (ctx: Context, place: typeof TEAM, text: string, more: Partial<ImportInput> = {}) =>
    importSecrets(ctx, place, { text, format: 'dotenv', ...more });
  const written = async () => ({
    secrets: await database.prisma.secret.count(),
    versions: await database.prisma.secretVersion.count(),
    sealed: await database.prisma.sealedValue.count(),
  });
  const lastEvent = async () => {
    const row = await database.prisma.auditEvent.findFirstOrThrow({
      where: { chainId: acme.id },
      orderBy: { number: 'desc' },
    });
    return JSON.parse(row.text!) as { action: string; details: Record<string, unknown> };
  };

  it('is reviewed row by row, writes nothing, and is audited with counts alone', async () => {
    await put(TEAM, 'SAME', 'canary-same');
    await put(TEAM, 'OTHER', 'canary-old');
    await put(TEAM, 'Cased', 'x');
    await put(APP, 'NARROW', 'x');
    const before = await written();
    const text = [
      'SAME=canary-same',
      'OTHER=canary-new',
      'FRESH=canary-one',
      'NARROW=canary-two',
      'TWICE=canary-three',
      'TWICE=canary-four',
      'CASED=canary-five',
      'EMPTY=',
      'LD_PRELOAD=canary-six',
      'canary-seven',
    ].join('\n');
    const result = await run(acme.ctx, TEAM, text);
    expect(verdicts(result)).toEqual([
      'SAME unchanged',
      'OTHER replace',
      'FRESH new',
      'NARROW shadowed',
      'TWICE shadowed',
      'TWICE new',
      'CASED invalid',
      'EMPTY invalid',
      'LD_PRELOAD invalid',
      ' invalid',
    ]);
    expect(result).toMatchObject({
      format: 'dotenv',
      applied: 0,
      counts: { new: 2, replace: 1, unchanged: 1, shadowed: 2, invalid: 4 },
    });
    const [, , , narrow, twice, , cased] = result.rows;
    expect(narrow?.reason).toContain('payments.production.billing');
    expect([narrow?.writes, twice?.writes]).toEqual([true, false]);
    expect(twice?.reason).toContain('line 6');
    expect(cased?.reason).toContain('Cased');
    expect(JSON.stringify(result)).not.toContain('canary');
    expect(await written()).toEqual(before);

    const event = await lastEvent();
    expect(event.action).toBe('secrets.import_reviewed');
    expect(event.details).toMatchObject({
      rows: 10,
      new: 2,
      invalid: 4,
      compared: 2,
      apply: false,
    });
    expect(JSON.stringify(event)).not.toMatch(/canary|OTHER/);
  });

  it('is applied as one set: what is unchanged or repeated is not written', async () => {
    await put(TEAM, 'KEEP', 'same');
    await put(TEAM, 'SWAP', 'old');
    const before = await written();
    const text = 'KEEP=same\nSWAP=new\nADD="a b"\nDUP=1\nDUP=2';
    const result = await run(acme.ctx, TEAM, text, { apply: true });
    expect(result.applied).toBe(3);
    const after = await written();
    expect(after).toEqual({
      secrets: before.secrets + 2,
      versions: before.versions + 3,
      sealed: before.sealed + 3,
    });
    const { items } = await listSecrets(acme.ctx, TEAM, { limit: 200 });
    const find = (key: string) => items.find((item) => item.key === key)!;
    expect([find('KEEP').version, find('SWAP').version]).toEqual([1, 2]);
    const stored = await openCurrentValue(acme.ctx.installation, find('DUP').id);
    expect(stored.toString()).toBe('2');
    const again = await run(acme.ctx, TEAM, text);
    expect(again.counts).toMatchObject({ unchanged: 4, shadowed: 1, new: 0, replace: 0 });
  });

  it('refuses to leave out a row that does not exist, and writes nothing', async () => {
    const text = 'LEFT_OUT_A=a\nLEFT_OUT_B=b';
    for (const discard of [['LEFT_OUT_C'], [3], [1, 0], ['']]) {
      await expect(run(acme.ctx, TEAM, text, { apply: true, discard })).rejects.toMatchObject({
        code: 'rule_broken',
      });
    }
    expect((await run(acme.ctx, TEAM, text)).counts).toMatchObject({ new: 2 });
  });

  it('with an invalid row writes nothing, unless that row is discarded', async () => {
    const before = await written();
    const text = 'PART_A=1\nPATH=canary\nPART_B=2';
    await expect(run(acme.ctx, TEAM, text, { apply: true })).rejects.toMatchObject({
      code: 'rule_broken',
      extras: { issues: [{ pointer: '/text', message: expect.stringContaining('Line 2') }] },
    });
    expect(await written()).toEqual(before);
    for (const [discard, key] of [
      [['PATH', 'PART_B'], 'PART_A'],
      [[1, 2], 'PART_B'],
    ] as const) {
      const result = await run(acme.ctx, TEAM, text, { apply: true, discard });
      expect(result.applied).toBe(1);
      const { keys } = await listSecrets(acme.ctx, TEAM, { q: key });
      expect(keys).toEqual([key]);
    }
  });

  it('of binary values from Kubernetes keeps their bytes', async () => {
    const text = 'apiVersion: v1\nkind: Secret\ndata:\n  RAW: /wAB\n';
    const result = await importSecrets(acme.ctx, TEAM, { text, apply: true });
    expect(result).toMatchObject({ format: 'k8s', applied: 1 });
    const { items } = await listSecrets(acme.ctx, TEAM, { q: 'RAW' });
    const stored = await openCurrentValue(acme.ctx.installation, items[0]!.id);
    expect([...stored]).toEqual([255, 0, 1]);
    expect((await importSecrets(acme.ctx, TEAM, { text })).counts.unchanged).toBe(1);
  });

  it(`answers a guess with replace after ${MISSES_PER_SECRET_MAX} misses, whoever guesses`, async () => {
    await put(TEAM, 'GUESSED', 'right');
    const [first, second] = [await editor(), await editor()];
    for (let miss = 0; miss < MISSES_PER_SECRET_MAX; miss += 1) {
      const ctx = miss % 2 === 0 ? first : second;
      expect(verdicts(await run(ctx, TEAM, `GUESSED=wrong-${miss}`))).toEqual(['GUESSED replace']);
    }
    for (const ctx of [first, second, acme.ctx]) {
      expect(verdicts(await run(ctx, TEAM, 'GUESSED=right'))).toEqual(['GUESSED replace']);
    }
    const event = await lastEvent();
    expect(event.details).toMatchObject({ compared: 0, replace: 1 });
  });

  it('finds no more by guessing at once than one by one', async () => {
    await put(TEAM, 'RACED', 'right');
    const ctx = await editor();
    const wrong = Array.from({ length: MISSES_PER_SECRET_MAX + 8 }, (_, at) =>
      run(ctx, TEAM, `RACED=wrong-${at}`),
    );
    await Promise.all(wrong);
    const subject = { startsWith: 'misses:' };
    const spent = await database.prisma.matchBudget.findMany({ where: { subject } });
    expect(Math.max(...spent.map((one) => one.spent))).toBe(MISSES_PER_SECRET_MAX);
    expect(verdicts(await run(ctx, TEAM, 'RACED=right'))).toEqual(['RACED replace']);
  });

  it(`compares ${ROWS_PER_ACTOR_MAX} rows per actor and hour; discarded and new ones are free`, async () => {
    const names = Array.from({ length: 300 }, (_, at) => `BULK_${at}`);
    const text = names.map((name) => `${name}=v`).join('\n');
    const ctx = await editor();
    expect((await run(ctx, TEAM, text)).counts.new).toBe(300);
    expect((await run(ctx, TEAM, text, { apply: true })).applied).toBe(300);
    expect((await run(ctx, TEAM, text)).counts).toMatchObject({ unchanged: 300 });
    const discard = names.slice(0, 100);
    expect((await run(ctx, TEAM, text, { discard })).counts).toMatchObject({ unchanged: 200 });
    expect((await run(ctx, TEAM, text)).counts).toMatchObject({ unchanged: 0, replace: 300 });
    expect((await run(await editor(), TEAM, text)).counts.unchanged).toBe(300);

    await database.prisma.matchBudget.updateMany({
      where: { subject: `rows:user:${ctx.actor.kind === 'user' ? ctx.actor.id : ''}` },
      data: { since: new Date(Date.now() - 2 * 60 * 60 * 1000) },
    });
    expect((await run(ctx, TEAM, text)).counts.unchanged).toBe(300);
  });

  it('needs secrets:write: who may only read names learns nothing, and it is audited', async () => {
    const viewer = contextOf(
      acme.ctx.installation,
      await makeMember(acme, 'viewer', 'viewer', acme.payments.team),
    );
    await expect(run(viewer, TEAM, 'SAME=canary-same')).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await lastEvent()).action).toBe('access.denied');
    const stranger = await editor(acme.search.team);
    await expect(run(stranger, TEAM, 'SAME=canary-same')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is refused while the console is locked', async () => {
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    await expect(run(contextOf(locked, acme.owner), TEAM, 'A=1')).rejects.toMatchObject({
      code: 'locked',
    });
  });
});
