// Tests a database connection: whether its address works from here, kept with it.

import 'server-only';
import type { InstanceTest } from '@/lib/contracts/instance';
import { findInstanceRow, noteInstanceTest } from '@/lib/db/instances/instances';
import { KeystowError } from '@/lib/domain/errors';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { keyMissing, readInstanceKeys } from './instance-keys';
import { findInstance, instanceFacts } from './instance-place';
import { instanceSummary } from './instance-summary';
import { openAddress } from './seal-address';
import { tryPostgres } from './try-postgres';

/**
 * Needs `backends:manage` on the organization. Changes nothing there. Throws 404, 409 for a database of
 * another kind than PostgreSQL, where its key is missing, and where it was changed meanwhile; `tampered`.
 */
export async function testInstance(ctx: Context, named: string): Promise<InstanceTest> {
  const { installation } = ctx;
  const { row, place } = await findInstance(ctx, named);
  installation.keys.requireUnlocked();
  const keys = await readInstanceKeys(installation.env);
  if (!keys) throw keyMissing([{ fingerprint: row.keyFingerprint }]);
  const address = await openAddress(installation, keys, row);
  if (address.kind !== 'postgresql') throw notTestable();
  const { ok, detail } = await tryPostgres(installation.env, address);
  const tested = await recorded(
    ctx,
    async (tx) => {
      if (!(await noteInstanceTest(tx, row, ok ? null : detail))) throw changedMeanwhile();
      return (await findInstanceRow(tx, place.organizationId, { id: row.id }))!;
    },
    (now) => ({
      in: place,
      events: [{ action: 'instance.tested', ...instanceFacts(now), worked: ok }],
    }),
  );
  return { instance: await instanceSummary(installation, keys, tested), ok, detail };
}

function notTestable(): KeystowError {
  const message = 'Only PostgreSQL can be tested from here. It is kept all the same.';
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '', code: 'not_testable', message }],
  });
}

function changedMeanwhile(): KeystowError {
  return new KeystowError('conflict', 'It was changed while it was tested. Test it again.');
}
