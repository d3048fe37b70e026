import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { auditOrigin, openCheckpoint, signCheckpoint } from '@/lib/crypto/checkpoint';
import { noteSigner } from '@/lib/crypto/signed-note';
import type { Database } from '@/lib/db/connection/database';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { runCommand } from '@/lib/testing/run-command';
import { recorded } from '../recorded';
import { exportLog } from './export-log';
import { listCheckpoints, takeCheckpoint } from './list-checkpoints';
import { listAuditEvents } from './list-events';
import { verifyEveryLog, verifyLog } from './verify-log';

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
    expect(verified).toMatchObject({ ok: true, headChecked: true, faults: [] });
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
    expect(await kinds()).toEqual(expect.arrayContaining(['foreign', 'index', 'root']));
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

  it('is found out when an event is listed under what its text does not say', async () => {
    await makeMember(acme, 'bob', 'viewer', acme.payments.team);
    const set = async (column: string, value: string) => {
      const changed = `UPDATE audit_event SET ${column} = ${value} WHERE chain_id = $1
        AND number = (SELECT max(number) FROM audit_event WHERE chain_id = $1 AND ${column} IS NOT NULL)`;
      await write('CREATE TABLE kept AS SELECT * FROM audit_event');
      await write(changed, acme.id);
      const found = await kinds();
      await write('DELETE FROM audit_event');
      await write('INSERT INTO audit_event SELECT * FROM kept');
      await write('DROP TABLE kept');
      return found;
    };
    expect(await set('at', `at - interval '1 ms'`)).toEqual(['index']);
    expect(await set('at', `at + interval '1 microsecond'`)).toEqual(['index']);
    expect(await set('at', `'infinity'`)).toEqual(['index']);
    expect(await set('action', `'session.started'`)).toEqual(['index']);
    for (const column of ['actor_id', 'target_id', 'scope_id']) {
      expect(await set(column, 'NULL')).toEqual(['index']);
      expect(await set(column, 'chain_id')).toEqual(['index']);
    }
    expect(await kinds()).toEqual([]);
  });

  it('is found out when its head is gone, with its checkpoints too', async () => {
    await takeCheckpoint(acme.ctx);
    await write('DELETE FROM audit_head WHERE chain_id = $1', acme.id);
    await write('DELETE FROM audit_checkpoint WHERE chain_id = $1', acme.id);
    expect(await kinds()).toEqual(expect.arrayContaining(['head', 'out_of_order']));
    await write('DELETE FROM audit_event WHERE chain_id = $1', acme.id);
    expect(await kinds()).toEqual(['head']);
    const all = await verifyEveryLog(acme.ctx.installation);
    expect(all.filter(({ ok }) => !ok).map(({ chain }) => chain)).toEqual([acme.id]);
  });

  it('is found out by a checkpoint kept elsewhere when all of it was set back as one', async () => {
    const tables = ['audit_head', 'audit_event', 'audit_checkpoint'];
    for (const table of tables) await write(`CREATE TABLE was_${table} AS SELECT * FROM ${table}`);
    await note(acme);
    const kept = await takeCheckpoint(acme.ctx);
    for (const table of tables) {
      await write(`DELETE FROM ${table}`);
      await write(`INSERT INTO ${table} SELECT * FROM was_${table}`);
      await write(`DROP TABLE was_${table}`);
    }
    await note(other);
    await note(acme);
    expect(await verifyLog(acme.ctx)).toMatchObject({ ok: true });
    const { pieces } = await exportLog(acme.ctx, {});
    const texts: string[] = [];
    for await (const piece of pieces) texts.push(piece);
    const folder = await mkdtemp(path.join(tmpdir(), 'keystow-rewound-'));
    const file = (name: string) => path.join(folder, name);
    await writeFile(file('log.jsonl'), texts.join(''));
    await writeFile(file('kept'), kept.note);
    const pinned = ['--key', kept.verifierKey, '--checkpoint', file('kept')];
    const found = await runCommand(['audit', 'verify', file('log.jsonl'), ...pinned], {});
    expect(found).toMatchObject({ code: 1 });
    await rm(folder, { recursive: true });
  });

  it('has checkpoints of its own keys alone', async () => {
    await takeCheckpoint(acme.ctx);
    const { head } = await verifyLog(acme.ctx);
    const origin = auditOrigin(acme.ctx.installation.id, acme.id);
    const signer = noteSigner(origin, randomBytes(32));
    const root = Buffer.from(head.root, 'hex');
    const size = BigInt(head.size);
    const forged = signCheckpoint({ origin, size, root }, signer);
    const plant = `UPDATE audit_checkpoint SET note = $2, verifier_key = $3 WHERE chain_id = $1`;
    await write(plant, acme.id, forged, signer.verifierKey);
    expect(await kinds()).toEqual(['checkpoint']);
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
    expect(await verifyLog(ctx)).toMatchObject({ ok: true, headChecked: false });
    const { pieces, checkpoint } = await exportLog(ctx, {});
    expect(checkpoint).toBeNull();
    let text = '';
    for await (const piece of pieces) text += piece;
    expect(text.split('\n').length).toBeGreaterThan(6);
    await expect(takeCheckpoint(ctx)).rejects.toMatchObject({ code: 'locked' });
  });
});
