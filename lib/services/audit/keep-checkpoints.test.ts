import { beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { describeDatabase } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { recorded } from '../recorded';
import { signDue } from './keep-checkpoints';
import { listCheckpoints } from './list-checkpoints';

describeDatabase('an audit log that grows', (open) => {
  let database: Database;
  let acme: TestOrganization;

  beforeEach(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database, { LOG_LEVEL: 'silent' }));
    await signDue(acme.ctx.installation);
  });

  const note = (times: number) => {
    const { id, email: name } = acme.owner;
    const event = { action: 'session.ended', user: { id, name } } as const;
    return recorded(
      acme.ctx,
      async () => undefined,
      () => ({ in: acme.owner, events: Array.from({ length: times }, () => event) }),
    );
  };
  const signed = async () => {
    await signDue(acme.ctx.installation);
    return (await listCheckpoints(acme.ctx, {})).items.length;
  };

  it('is signed a minute after its last checkpoint, once for each size', async () => {
    expect(await signed()).toBe(1);
    await note(1);
    expect(await signed()).toBe(1);
    await database.pool.query(`UPDATE audit_checkpoint SET at = now() - interval '2 minutes'`);
    expect(await signed()).toBe(2);
  });

  it('is signed after 256 events without waiting for a minute', async () => {
    await note(255);
    expect(await signed()).toBe(1);
    await note(1);
    expect(await signed()).toBe(2);
  });

  it('is signed as before where somebody stored a checkpoint of more events than it has', async () => {
    await database.pool.query(
      `INSERT INTO audit_checkpoint (chain_id, size, note, verifier_key, at)
       SELECT chain_id, 900000, note, verifier_key, now() FROM audit_checkpoint WHERE chain_id = $1`,
      [acme.id],
    );
    await note(256);
    expect(await signed()).toBe(3);
  });
});
