import { beforeAll, expect, it } from 'vitest';
import { openEvidence } from '@/lib/crypto/evidence';
import type { Database } from '@/lib/db/connection/database';
import type { KeystowError } from '@/lib/domain/errors';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { addProofs, beginRun, promotedRun, tellApart } from '@/lib/testing/rotation-runs';
import { PACKS, spendHourly } from '../access/spend-hourly';
import { takeCheckpoint } from '../audit/list-checkpoints';
import { askException } from '../rotation-runs/ask-exception';
import { closeRun } from '../rotation-runs/close-run';
import { revokeOldValue } from '../rotation-runs/revoke-old-value';
import { signException } from '../rotation-runs/sign-exception';
import type { MadePack } from './make-pack';
import { packPeriod } from './pack-period';
import { packRun } from './pack-run';

const APP = 'payments.production.billing';
const PERIOD = { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };

describeDatabase('the evidence of rotations', (open) => {
  let database: Database;
  let acme: TestOrganization;
  let key: string;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
    await beginRun(acme.ctx, APP, ['FIRST_KEY']);
    key = (await takeCheckpoint(acme.ctx, 'organization')).verifierKey;
  });

  const opened = ({ json, html }: MadePack) => {
    expect(openEvidence(html, key)).toEqual({ ...openEvidence(json, key), faults: [] });
    return openEvidence(json, key).pack!;
  };
  const actionsOf = (pack: ReturnType<typeof opened>) =>
    pack.events.map(({ text }) => (JSON.parse(text!) as { action: string }).action);
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      ({ code, extras }: KeystowError) => [code, ...(extras.issues ?? []).map((one) => one.code)],
    );

  async function closedRun(name: string): Promise<string> {
    const { ctx } = acme;
    const run = await promotedRun(ctx, APP, [name]);
    await revokeOldValue(ctx, run.id, { key: name });
    await tellApart(ctx, run, name);
    await addProofs(ctx, run);
    return (await closeRun(ctx, run.id)).id;
  }

  it('hold what was proven and every event about it, and verify with the pinned key alone', async () => {
    const id = await closedRun('STRIPE_KEY');
    const pack = opened(await packRun(acme.ctx, id));
    expect((await lastEvents(database.prisma, acme.id, 1))[0]).toMatchObject({
      action: 'evidence.exported',
      ...{ kind: 'rotation', proofs: 1, events: pack.events.length },
    });
    expect(pack).toMatchObject({ kind: 'rotation', scope: { path: APP }, proofs: [{ id }] });
    expect(actionsOf(pack)).toEqual([
      'rotation_run.started',
      'secret.staged',
      'rotation_run.value_staged',
      'rotation_run.step_done',
      'secret.promoted',
      'rotation_run.promoted',
      'rotation_run.revoked',
      'rotation_run.evidence_added',
      'rotation_run.evidence_added',
      'rotation_run.closed',
    ]);
    const { json, html } = await packRun(acme.ctx, id);
    for (const text of [json, html]) expect(text).not.toMatch(/the-(old|new)-value-of/);
    expect(html).toContain('STRIPE_KEY');
  });

  it('tell of the secrets to those alone who may read their log, and say that events were left out', async () => {
    const id = await closedRun('VIEWED_KEY');
    const member = await makeMember(acme, 'viewer', 'viewer', acme.payments.team);
    const pack = opened(await packRun(contextOf(acme.ctx.installation, member), id));
    expect(pack.eventsLeftOut).toBe(true);
    expect(actionsOf(pack)).toContain('rotation_run.closed');
    expect(actionsOf(pack).filter((action) => !action.startsWith('rotation_run.'))).toEqual([]);
    expect(opened(await packRun(acme.ctx, id))).not.toHaveProperty('eventsLeftOut');
  });

  it('are at most 30 of an hour and person', async () => {
    const id = await closedRun('COUNTED_KEY');
    const member = await makeMember(acme, 'counted', 'viewer', acme.payments.team);
    const ctx = contextOf(acme.ctx.installation, member);
    for (let at = 0; at < PACKS.max; at += 1) await spendHourly(ctx, PACKS);
    expect(await refusal(packRun(ctx, id))).toEqual(['throttled']);
  });

  it('altered by one byte are refused', async () => {
    const { json, html } = await packRun(acme.ctx, await closedRun('ALTERED_KEY'));
    for (const file of [json, html]) {
      for (const at of [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => Math.floor(part * file.length))) {
        const other = file[at] === 'x' ? 'y' : 'x';
        const altered = file.slice(0, at) + other + file.slice(at + 1);
        expect([at, openEvidence(altered, key).faults]).not.toEqual([at, []]);
      }
    }
  });

  it('of a period hold all that was closed in it at and below the scope, exceptions among it', async () => {
    const { ctx } = acme;
    const run = await promotedRun(ctx, APP, ['EXCEPTED_KEY']);
    const asked = await askException(ctx, run.id, { reason: 'Its issuer is gone.' });
    const second = contextOf(
      ctx.installation,
      await makeMember(acme, 'second', 'editor', acme.payments.team),
    );
    await signException(second, run.id, asked.exception!);
    const pack = opened(await packPeriod(ctx, { ...PERIOD, scope: 'payments' }));
    const proof = pack.proofs.find(({ id }) => id === run.id)!;
    expect(proof.content).toMatchObject({ exception: { reason: 'Its issuer is gone.' } });
    expect(pack.standing).toMatchObject({ overdue: 0 });
    expect(actionsOf(pack)).toContain('rotation_run.closed');
    expect(opened(await packPeriod(ctx, { ...PERIOD, scope: 'search' })).proofs).toEqual([]);
    const before = { from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' };
    expect(opened(await packPeriod(ctx, before)).proofs).toEqual([]);
    expect(await refusal(packPeriod(ctx, { from: PERIOD.to, to: PERIOD.from }))).toEqual([
      'rule_broken',
      'period',
    ]);
  });

  it('are made of what is closed, for those who may see it, and of a log that is whole', async () => {
    const { ctx } = acme;
    const begun = await beginRun(ctx, APP, ['OPEN_KEY']);
    expect(await refusal(packRun(ctx, begun.id))).toEqual(['conflict', 'run_open']);
    const stranger = contextOf(
      ctx.installation,
      await makeMember(acme, 'stranger', 'admin', acme.search.team),
    );
    const id = await closedRun('SEEN_KEY');
    expect(await refusal(packRun(stranger, id))).toEqual(['not_found']);
    expect(await refusal(packPeriod(stranger, { ...PERIOD, scope: 'payments' }))).toEqual([
      'not_found',
    ]);
    await database.prisma.$executeRaw`
      UPDATE audit_event SET leaf = decode(repeat('00', 32), 'hex')
       WHERE chain_id = ${acme.id}::uuid AND number = 2`;
    expect(await refusal(packRun(ctx, id))).toEqual(['tampered']);
  });
});
