import { beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId } from '@/lib/domain/ids';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind } from '../access/authorize';
import { resetKeys } from '../keys/lost/reset-keys';
import { startKeyOperation } from '../keys/operations/start-operation';
import { changeRootKey } from '../keys/reencrypt/change-root-key';
import { retireRootKey } from '../keys/reencrypt/retire-root-key';
import { runReencryption } from '../keys/reencrypt/run-reencryption';
import { deleteScope } from '../scopes/delete-scope';
import { createReminderHook } from './create-hook';
import { openHookSecret } from './hook-secret';

describeDatabase('the signing secret of a reminder webhook', (open) => {
  let database: Database;
  let acme: TestOrganization;
  let id: string;
  let secret: string;

  beforeEach(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
    const url = 'https://receiver.example.org/hook';
    const made = await createReminderHook(acme.ctx, anyKind('payments'), { url });
    id = fromTypeId(['reminderHook'], made.hook.id)!;
    ({ secret } = made);
  });

  const rowOf = () => database.prisma.reminderHook.findUnique({ where: { id } });
  const reencrypted = async () => {
    await startKeyOperation(acme.ctx, { cause: 'data_keys_window_over' });
    await changeRootKey(acme.ctx);
    expect(await runReencryption(acme.ctx)).toBe(true);
    await retireRootKey(acme.ctx);
  };

  it('is sealed again with everything else, and its old key can go', async () => {
    const before = (await rowOf())!;
    await reencrypted();
    const after = (await rowOf())!;
    expect(after.dataKeyId).not.toBe(before.dataKeyId);
    const opened = await openHookSecret(acme.ctx.installation, after, database.prisma);
    expect(opened?.use((bytes) => new TextDecoder().decode(bytes))).toBe(secret);
  });

  it('that does not open stops no re-encryption: the webhook is removed, and that is recorded', async () => {
    const url = 'https://other.example.org/hook';
    await database.prisma.reminderHook.update({ where: { id }, data: { url } });
    await reencrypted();
    expect(await rowOf()).toBeNull();
    const event = { action: 'reminder_hook.unreadable', targetId: id };
    expect(await database.prisma.auditEvent.count({ where: event })).toBe(1);
  });

  it('is lost with the master key: the webhook is removed, and each log says so', async () => {
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    const { state } = acme.ctx.installation.keys;
    const fingerprint = state.kind === 'unlocked' ? state.masterFingerprint : '';
    await resetKeys(contextOf(locked, acme.owner), fingerprint);
    expect(await rowOf()).toBeNull();
    expect(await lastEvents(database.prisma, acme.id, 3)).toEqual(
      expect.arrayContaining([expect.objectContaining({ action: 'reminder_hook.unreadable' })]),
    );
  });

  it('goes with the scope of the webhook', async () => {
    await deleteScope(acme.ctx, anyKind('payments'), 'payments');
    expect(await rowOf()).toBeNull();
  });
});
