import { beforeEach, expect, it } from 'vitest';
import { openCheckpoint } from '@/lib/crypto/checkpoint';
import type { Database } from '@/lib/db/connection/database';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { recorded } from '../recorded';
import { exportLog } from './export-log';
import { signDue } from './keep-checkpoints';
import { listCheckpoints, takeCheckpoint } from './list-checkpoints';
import { listAuditEvents } from './list-events';
import { applyRetention, readAuditPolicy, setAuditPolicy } from './retention';
import { verifyLog } from './verify-log';

describeDatabases('an audit log', (open) => {
  let database: Database;
  let acme: TestOrganization;
  let other: TestOrganization;

  beforeEach(async () => {
    database = await open();
    const installation = await testInstallation(database);
    acme = await makeOrganization(installation);
    other = await makeOrganization(installation, 'umbrella');
    for (let count = 0; count < 6; count += 1) await note(acme);
    await note(other);
  });

  const note = (organization: TestOrganization) =>
    recorded(
      organization.ctx,
      async () => undefined,
      () => ({
        in: organization.owner,
        events: [
          {
            action: 'session.ended',
            user: { id: organization.owner.id, name: organization.owner.email },
          },
        ],
      }),
    );
  const write = (sql: string, ...values: unknown[]) => database.pool.query(sql, values);
  const event = `SELECT text, leaf FROM audit_event WHERE chain_id = $1 AND number = $2`;
  const kinds = async () => (await verifyLog(acme.ctx)).faults.map(({ kind }) => kind);

  it('verifies as it was written, and its checkpoint opens with its public key', async () => {
    const checkpoint = await takeCheckpoint(acme.ctx);
    const verified = await verifyLog(acme.ctx);
    expect(verified).toMatchObject({ ok: true, faults: [], checkpoints: 1 });
    const opened = openCheckpoint(checkpoint.note, checkpoint.verifierKey);
    expect(Buffer.from(opened!.root).toString('hex')).toBe(verified.head.root);
    expect(opened?.origin).toContain(acme.id);
    expect((await listCheckpoints(acme.ctx, {})).items).toEqual([
      { ...checkpoint, at: expect.any(String) as string },
    ]);
  });

  it('is found out when an event was edited, deleted, inserted, swapped or taken from another log', async () => {
    await takeCheckpoint(acme.ctx);
    const { rows } = await write(event, acme.id, 3);
    const [whole] = rows as [{ text: string; leaf: Uint8Array }];
    const set = `UPDATE audit_event SET text = $3, leaf = $4 WHERE chain_id = $1 AND number = $2`;
    await write(set, acme.id, 3, whole.text.replace('"v":1', '"v":2'), whole.leaf);
    expect(await kinds()).toContain('edited');
    const foreign = (await write(event, other.id, 2)).rows[0] as typeof whole;
    await write(set, acme.id, 3, foreign.text, foreign.leaf);
    expect(await kinds()).toEqual(expect.arrayContaining(['foreign', 'root']));
    await write(set, acme.id, 3, whole.text, whole.leaf);
    expect(await kinds()).toEqual([]);

    const renumber = `UPDATE audit_event SET number = $3 WHERE chain_id = $1 AND number = $2`;
    for (const [from, to] of [
      [3, 900],
      [4, 3],
      [900, 4],
    ]) {
      await write(renumber, acme.id, from, to);
    }
    expect(await kinds()).toEqual(expect.arrayContaining(['foreign', 'root']));
    await write(`DELETE FROM audit_event WHERE chain_id = $1 AND number = 4`, acme.id);
    expect(await kinds()).toEqual(expect.arrayContaining(['missing', 'truncated']));
  });

  it('is found out when its end was cut off or its head set back, by a checkpoint too', async () => {
    const { size } = await takeCheckpoint(acme.ctx);
    await write(`DELETE FROM audit_event WHERE chain_id = $1 AND number >= $2`, acme.id, size);
    expect(await kinds()).toEqual(['truncated', 'truncated']);
    await write(`UPDATE audit_head SET size = size - 1 WHERE chain_id = $1`, acme.id);
    expect(await kinds()).toEqual(expect.arrayContaining(['head', 'truncated']));
  });

  it('is found out when an event was put behind its end or before its beginning', async () => {
    const copy = `INSERT INTO audit_event (chain_id, number, text, leaf, at, action)
      SELECT chain_id, $2, text, leaf, at, action FROM audit_event WHERE chain_id = $1 AND number = 3`;
    const { head } = await verifyLog(acme.ctx);
    for (const number of [Number(head.size) + 1, 0]) {
      await write(copy, acme.id, number);
      expect((await verifyLog(acme.ctx)).faults).toMatchObject([
        { kind: 'out_of_order', number: String(number) },
      ]);
      await write(`DELETE FROM audit_event WHERE chain_id = $1 AND number = $2`, acme.id, number);
    }
    expect(await kinds()).toEqual([]);
  });

  it('is signed when it has grown, once for each size', async () => {
    await signDue(acme.ctx.installation);
    await signDue(acme.ctx.installation);
    const { items } = await listCheckpoints(acme.ctx, {});
    expect(items).toHaveLength(1);
    await note(acme);
    await signDue(acme.ctx.installation);
    expect((await listCheckpoints(acme.ctx, {})).items).toHaveLength(1);
    await write(`UPDATE audit_checkpoint SET at = now() - interval '2 minutes'`);
    await signDue(acme.ctx.installation);
    expect((await listCheckpoints(acme.ctx, {})).items).toHaveLength(2);
  });

  it('stays verifiable after retention has erased texts, and lists what is gone', async () => {
    const none = { retentionDays: null, erasedTo: '0', older: null, manages: true };
    expect(await readAuditPolicy(acme.ctx)).toEqual(none);
    await setAuditPolicy(acme.ctx, 30);
    await write(
      `UPDATE audit_event SET at = now() - interval '31 days' WHERE chain_id = $1 AND number <= 4`,
      acme.id,
    );
    expect((await readAuditPolicy(acme.ctx, 30)).older).toBe(4);
    expect(await applyRetention(acme.ctx.installation)).toBe(1);
    expect((await readAuditPolicy(acme.ctx, 30)).older).toBe(0);
    expect(await applyRetention(acme.ctx.installation)).toBe(0);
    expect(await verifyLog(acme.ctx)).toMatchObject({ ok: true });
    const { items } = await listAuditEvents(acme.ctx, {});
    expect(items.map(({ erased }) => erased)).toEqual(
      items.map(({ number }) => Number(number) <= 4),
    );
    expect(items[0]).toMatchObject({
      action: 'audit.retention_applied',
      details: { from: '1', to: '4', days: 30 },
    });
    await write(`UPDATE audit_event SET text = NULL WHERE chain_id = $1 AND number = 5`, acme.id);
    expect(await kinds()).toEqual(['erased']);
  });

  it('verifies while others write, sign and erase', async () => {
    await setAuditPolicy(acme.ctx, 30);
    await write(
      `UPDATE audit_event SET at = now() - interval '31 days' WHERE chain_id = $1`,
      acme.id,
    );
    const others = Promise.all([
      applyRetention(acme.ctx.installation),
      ...Array.from({ length: 10 }, () => note(acme).then(() => takeCheckpoint(acme.ctx))),
    ]);
    for (let count = 0; count < 10; count += 1) {
      expect((await verifyLog(acme.ctx)).faults).toEqual([]);
    }
    await others;
    expect(await verifyLog(acme.ctx)).toMatchObject({ ok: true });
  });

  it('is read by pages, by actor, action, target and time, and by nobody without the right', async () => {
    const first = await listAuditEvents(acme.ctx, { limit: 2 });
    const next = await listAuditEvents(acme.ctx, { limit: 2, after: first.next! });
    expect([...first.items, ...next.items].map(({ number }) => Number(number))).toEqual(
      expect.arrayContaining([Number(first.items[0]!.number) - 3]),
    );
    const ended = await listAuditEvents(acme.ctx, { action: 'session.' });
    expect(ended.items.every(({ action }) => action.startsWith('session.'))).toBe(true);
    expect(ended.items[0]).toMatchObject({
      actor: { kind: 'user', name: acme.owner.email },
      target: { kind: 'user', name: acme.owner.email },
    });
    const later = new Date(Date.now() + 60_000).toISOString();
    expect((await listAuditEvents(acme.ctx, { since: later })).items).toEqual([]);
    const editor = await makeMember(acme, 'editor', 'editor', acme.payments.team);
    const ctx = contextOf(acme.ctx.installation, editor);
    await expect(listAuditEvents(ctx, {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listAuditEvents(ctx, { log: 'installation' })).rejects.toBeTruthy();
    await expect(verifyLog(ctx)).rejects.toBeTruthy();
  });

  it('is verified and handed out while the console is locked, but for what needs its keys', async () => {
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    const ctx = contextOf(locked, acme.owner);
    expect(await verifyLog(ctx)).toMatchObject({ ok: true });
    const { pieces, checkpoint } = await exportLog(ctx, {});
    expect(checkpoint).toBeNull();
    let text = '';
    for await (const piece of pieces) text += piece;
    expect(text.split('\n').length).toBeGreaterThan(6);
    await expect(takeCheckpoint(ctx)).rejects.toMatchObject({ code: 'locked' });
  });
});
