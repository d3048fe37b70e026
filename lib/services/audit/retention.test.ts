import { beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import type { AuditEvent } from '@/lib/domain/audit-event';
import { DAY_MS } from '@/lib/domain/durations';
import { describeDatabases } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { bookkeeping } from '../bookkeeping';
import { appendEvents } from './append-events';
import { takeCheckpoint } from './list-checkpoints';
import { listAuditEvents } from './list-events';
import { applyRetention, readAuditPolicy, setAuditPolicy } from './retention';
import { verifyLog } from './verify-log';

describeDatabases('the retention of an audit log', (open) => {
  let database: Database;
  let acme: TestOrganization;

  beforeEach(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
    for (const table of ['audit_event', 'audit_head']) {
      await write(`DELETE FROM ${table} WHERE chain_id = $1`, acme.id);
    }
    await appendOld(6, { action: 'session.ended', user: { id: acme.owner.id, name: 'owner' } });
  });

  /** As if they had been written then. */
  const appendOld = (times: number, event: AuditEvent) => {
    const { installation, actor, requestId } = acme.ctx;
    const at = new Date(Date.now() - 31 * DAY_MS);
    const events = Array.from({ length: times }, () => ({
      event,
      facts: { actor, requestId, at },
    }));
    return bookkeeping(installation, (tx) => appendEvents(tx, installation.keys, acme.id, events));
  };
  const write = (sql: string, ...values: unknown[]) => database.pool.query(sql, values);
  const apply = () => applyRetention(acme.ctx.installation);
  const texts = async () => {
    const count = `SELECT count(text)::int AS count FROM audit_event WHERE chain_id = $1`;
    return ((await write(count, acme.id)).rows[0] as { count: number }).count;
  };
  const plantPolicy = (days: number) =>
    write(
      `INSERT INTO audit_policy (chain_id, retention_days) VALUES ($1, $2)
       ON CONFLICT (chain_id) DO UPDATE SET retention_days = $2`,
      acme.id,
      days,
    );

  it('erases what is older, keeps the log verifiable, and lists what is gone', async () => {
    const none = { retentionDays: null, erasedTo: '0', older: null, manages: true };
    expect(await readAuditPolicy(acme.ctx)).toEqual(none);
    await setAuditPolicy(acme.ctx, 30);
    expect((await readAuditPolicy(acme.ctx, 30)).older).toBe(6);
    expect(await apply()).toBe(1);
    expect((await readAuditPolicy(acme.ctx, 30)).older).toBe(0);
    expect(await apply()).toBe(0);
    expect(await verifyLog(acme.ctx)).toMatchObject({ ok: true });
    const { items } = await listAuditEvents(acme.ctx, {});
    expect(items.map(({ erased }) => erased)).toEqual(
      items.map(({ number }) => Number(number) <= 6),
    );
    expect(items[0]).toMatchObject({
      action: 'audit.retention_applied',
      details: { from: '1', to: '6', days: 30 },
    });
    await write(`UPDATE audit_event SET text = NULL WHERE chain_id = $1 AND number = 7`, acme.id);
    const { faults } = await verifyLog(acme.ctx);
    expect(faults.map(({ kind }) => kind)).toEqual(['index', 'erased']);
  });

  it('goes on when the event of the policy itself was erased', async () => {
    await appendOld(1, { action: 'audit.retention_changed', retentionDays: 30, was: null });
    await plantPolicy(30);
    expect(await apply()).toBe(1);
    await setAuditPolicy(acme.ctx, 30);
    expect(await apply()).toBe(0);
    expect(await texts()).toBe(1);
    await setAuditPolicy(acme.ctx, 31);
    expect(await verifyLog(acme.ctx)).toMatchObject({ ok: true });
  });

  it('erases nothing for a time, a policy or an end that somebody wrote beside the events', async () => {
    const all = await texts();
    await plantPolicy(30);
    expect(await apply()).toBe(0);
    await setAuditPolicy(acme.ctx, 3650);
    await plantPolicy(30);
    expect(await apply()).toBe(0);
    await write(`UPDATE audit_event SET action = 'session.ended' WHERE chain_id = $1`, acme.id);
    expect(await apply()).toBe(0);
    await plantPolicy(3650);
    await write(
      `UPDATE audit_event SET at = now() - interval '20 years' WHERE chain_id = $1`,
      acme.id,
    );
    await write(`UPDATE audit_policy SET erased_to = 2 WHERE chain_id = $1`, acme.id);
    expect(await apply()).toBe(0);
    expect(await texts()).toBe(all + 1);
  });

  it('stops before an event that is not what its leaf says', async () => {
    await setAuditPolicy(acme.ctx, 30);
    const edit = `UPDATE audit_event SET text = replace(text, '"v":1', '"v":2')
                   WHERE chain_id = $1 AND number = 3`;
    await write(edit, acme.id);
    expect(await apply()).toBe(1);
    expect(await readAuditPolicy(acme.ctx)).toMatchObject({ erasedTo: '2' });
    expect(await apply()).toBe(0);
  });

  it('lets the log verify while others write, sign and erase', async () => {
    await setAuditPolicy(acme.ctx, 30);
    const others = Promise.all([
      apply(),
      ...Array.from({ length: 10 }, (_, days) =>
        setAuditPolicy(acme.ctx, 300 + days).then(() => takeCheckpoint(acme.ctx)),
      ),
    ]);
    for (let count = 0; count < 10; count += 1) {
      expect((await verifyLog(acme.ctx)).faults).toEqual([]);
    }
    await others;
    expect(await verifyLog(acme.ctx)).toMatchObject({ ok: true });
  });
});
