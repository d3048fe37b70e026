import { beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { findSealedConnectors } from '@/lib/db/connectors/sealed-connectors';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { checkConnectors } from '../doctor/check-connectors';
import { readLostKeyTriage } from '../keys/lost/read-triage';
import { readWorksheetProgress } from '../keys/lost/read-worksheet';
import { resetKeys } from '../keys/lost/reset-keys';
import { startKeyOperation } from '../keys/operations/start-operation';
import { changeRootKey } from '../keys/reencrypt/change-root-key';
import { retireRootKey } from '../keys/reencrypt/retire-root-key';
import { runReencryption } from '../keys/reencrypt/run-reencryption';
import { deleteScope } from '../scopes/delete-scope';
import { readScopeContents } from '../scopes/read-scope-contents';
import { anyKind } from '../access/authorize';
import { changeConnector } from './change-connector';
import { openCredentials } from './connector-credentials';
import { createConnector } from './create-connector';
import { readConnector } from './list-connectors';
import { openConnectors } from './open-connector';

const SETTINGS = { address: 'https://vault.example.org:8200', auth: 'token' };

describeDatabase('the credentials of a connector', (open) => {
  let database: Database;
  let acme: TestOrganization;
  let id: string;

  const credentials = () => ({ token: Plaintext.fromText('canary') });

  beforeEach(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
    const scope = { kind: 'team' as const, id: acme.payments.team.id };
    const described = { kind: 'vault' as const, slug: 'v', name: 'V', settings: SETTINGS };
    const made = await createConnector(acme.ctx, {
      ...described,
      scope,
      credentials: credentials(),
    });
    id = fromTypeId(['connector'], made.id)!;
  });

  const rowOf = () => database.prisma.connector.findUniqueOrThrow({ where: { id } });
  const opened = async (installation = acme.ctx.installation) => {
    const [row] = await findSealedConnectors(database.prisma, [id]);
    const text = await openCredentials(installation, row!);
    return text?.use((bytes) => new TextDecoder().decode(bytes)) ?? null;
  };

  it('are sealed again with everything else, and their old key can go', async () => {
    const before = await rowOf();
    await startKeyOperation(acme.ctx, { cause: 'data_keys_window_over' });
    expect(await changeRootKey(acme.ctx)).toEqual({ values: 1 });
    await expect(retireRootKey(acme.ctx)).rejects.toMatchObject({ code: 'conflict' });
    expect(await runReencryption(acme.ctx)).toBe(true);
    await retireRootKey(acme.ctx);
    const after = await rowOf();
    expect(after.dataKeyId).not.toBe(before.dataKeyId);
    expect([after.version, await opened()]).toEqual([before.version, '{"token":"canary"}']);
  });

  it('that do not open are given up by re-encryption, which goes on to its end', async () => {
    const described = { kind: 'vault' as const, slug: 'whole', name: 'W', settings: SETTINGS };
    const whole = await createConnector(acme.ctx, { ...described, credentials: credentials() });
    await database.prisma.connector.update({ where: { id }, data: { allowed: ['other/*'] } });
    await startKeyOperation(acme.ctx, { cause: 'data_keys_window_over' });
    await changeRootKey(acme.ctx);
    expect(await runReencryption(acme.ctx)).toBe(true);
    await retireRootKey(acme.ctx);
    const gone = { envelope: null, dataKeyId: null, version: 2, approvedAt: null };
    expect(await rowOf()).toMatchObject(gone);
    const event = { action: 'connector.credentials_lost', targetId: id };
    expect(await database.prisma.auditEvent.count({ where: event })).toBe(1);
    expect((await readConnector(acme.ctx, 'v')).credentialsLost).toBe(true);
    expect(await checkConnectors(acme.ctx.installation)).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('need: v') as string,
    });
    id = fromTypeId(['connector'], whole.id)!;
    expect(await opened()).toBe('{"token":"canary"}');
  });

  it('are lost with a master key, named by the worksheet and the doctor until entered again', async () => {
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    const ctx = contextOf(locked, acme.owner);
    expect((await readLostKeyTriage(ctx)).loses.connectors).toBe(1);
    const { state } = acme.ctx.installation.keys;
    await resetKeys(ctx, state.kind === 'unlocked' ? state.masterFingerprint : '');
    expect(await rowOf()).toMatchObject({ envelope: null, dataKeyId: null, version: 2 });
    const waiting = async () =>
      (await readWorksheetProgress(ctx, {})).connectors.map(({ slug }) => slug);
    expect(await waiting()).toEqual(['v']);
    expect(await checkConnectors(locked)).toMatchObject({ status: 'warning' });
    const { backend } = (await openConnectors(locked, [id])).get(id)!;
    const [step] = await backend.test(new AbortController().signal);
    expect(step?.detail).toContain('were lost');
    const entered = await changeConnector(ctx, 'v', { credentials: credentials() });
    expect(entered).toMatchObject({ hasCredentials: true, credentialsLost: false });
    expect(entered.approved).not.toBeNull();
    expect([await waiting(), await opened(locked)]).toEqual([[], '{"token":"canary"}']);
    expect(await checkConnectors(locked)).toMatchObject({ status: 'ok' });
  });

  it('that do not open are a problem for the doctor, by the name of the connector', async () => {
    const { envelope } = await rowOf();
    envelope!.set([envelope!.at(-1)! ^ 1], envelope!.length - 1);
    await database.prisma.connector.update({ where: { id }, data: { envelope } });
    const found = await checkConnectors(acme.ctx.installation);
    expect(found).toMatchObject({ status: 'problem' });
    expect(found.message).toContain('v');
  });

  it('go with the scope of the connector, which is counted and named before', async () => {
    const team = anyKind('payments');
    const contents = await readScopeContents(acme.ctx, team);
    expect(contents.counts.connectors).toBe(1);
    expect(contents.first.connectors).toEqual([{ slug: 'v', path: 'payments' }]);
    await deleteScope(acme.ctx, team, 'payments');
    expect(await database.prisma.connector.count()).toBe(0);
  });
});
