import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Backend, Connection } from '@/lib/backends/backend';
import type { Prisma } from '@/lib/db/generated/client.ts';
import { parseReference } from '@/lib/domain/backend-reference';
import { fromTypeId, newUuid } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { makeConnector } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind } from '../access/authorize';
import type { Context } from '../context';
import { checkConnectors } from '../doctor/check-connectors';
import { deleteScope } from '../scopes/delete-scope';
import { approveConnector } from './approve-connector';
import { changeConnector } from './change-connector';
import { createConnector } from './create-connector';
import { deleteConnector } from './delete-connector';
import { fetchReferences } from './fetch-references';
import { openBackendsWith, openConnectors } from './open-connector';
import { testConnector } from './test-connector';
import { valueCacheOf } from './value-cache';

const STOP = new AbortController().signal;
const VAULT = { address: 'https://vault.example.org:8200', auth: 'token' };
const EVIL = { ...VAULT, address: 'https://evil.example.org' };

describeDatabase('a connector that was changed in the database alone', (open) => {
  let acme: TestOrganization;
  let editor: Context;
  let id: string;
  let sent: Connection[];

  beforeAll(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
    const { installation } = acme.ctx;
    const { team } = acme.payments;
    editor = contextOf(installation, await makeMember(acme, 'ed', 'admin', team));
    openBackendsWith(installation, async (connection) => {
      sent.push(connection);
      return {
        get: async (references) =>
          references.map(() => ({
            ok: true,
            got: { value: Plaintext.fromText('x'), version: '1' },
          })),
        describe: async () => ({ version: '1', at: null, schedule: null }),
        test: async () => [{ name: 'sign in', ok: true, detail: 'Signed in.' }],
        close: () => undefined,
      } satisfies Backend;
    });
  });

  beforeEach(async () => {
    sent = [];
    await prisma().connector.deleteMany();
    const scope = { kind: 'team' as const, id: acme.payments.team.id };
    const made = await createConnector(editor, {
      ...{ kind: 'vault', slug: 'v', name: 'V', settings: VAULT, scope, allowed: ['billing/*'] },
      credentials: token(),
    });
    id = fromTypeId(['connector'], made.id)!;
  });

  const prisma = () => acme.ctx.installation.database.prisma;
  const token = () => ({ token: Plaintext.fromText('canary') });
  const write = (data: Prisma.ConnectorUncheckedUpdateInput, of = id) =>
    prisma().connector.update({ where: { id: of }, data });
  const wanted = () => ({
    ...{ secretId: id, organizationId: acme.id, connectorId: id, known: null },
    ...{ backend: 'vault' as const, reference: 'billing/a' },
  });
  const faultOf = async (of = id) => {
    const { backend } = (await openConnectors(acme.ctx.installation, [of])).get(of)!;
    const [outcome] = await backend.get([parseReference('vault', 'billing/a')], STOP);
    return outcome!.ok ? null : outcome!.fault;
  };

  it.each<[string, Prisma.ConnectorUncheckedUpdateInput | 'scope' | 'organization']>([
    ['its address', { settings: EVIL }],
    ['the destination that is shown', { destination: 'vault.example.org:443' }],
    ['its scope', 'scope'],
    ['its organization', 'organization'],
    ['what it allows', { allowed: [] }],
    ['its right to write', { writable: true }],
    ['its kind', { kind: 'aws' }],
    ['that it acts as the console', { settings: { ...VAULT, auth: 'own' } }],
    [
      'that it acts as the console, without an envelope',
      {
        ...{ settings: { ...VAULT, auth: 'own' }, envelope: null, dataKeyId: null },
      },
    ],
  ])('in %s gets no credentials, and nothing is sent, opened before or not', async (_, change) => {
    await approveConnector(acme.ctx, 'v', 1);
    const data =
      change === 'scope'
        ? { scopeId: fromTypeId(['team'], acme.search.team.id)! }
        : change === 'organization'
          ? { organizationId: newUuid() }
          : change;
    expect(await faultOf()).toBeNull();
    const asked = sent.length;
    await write(data);
    expect(await faultOf()).toMatchObject({
      code: 'denied',
      message: expect.stringContaining('changed outside the console'),
    });
    expect(sent.length).toBe(asked);
  });

  it('to be approved is not', async () => {
    await write({ approvedAt: new Date(), approvedBy: 'owner' });
    expect((await faultOf())?.message).toContain('changed outside the console');
    expect(sent).toEqual([]);
  });

  it('or put there, acting as the console, is not used', async () => {
    const made = await makeConnector(acme, { kind: 'aws', slug: 'own', allowed: ['a/*'] });
    expect(await faultOf(made)).toMatchObject({ message: expect.stringContaining('not allow') });
    await write({ allowed: ['*'] }, made);
    expect((await faultOf(made))?.message).toContain('save them again');
    await approveConnector(acme.ctx, 'own', 1);
    expect(await faultOf(made)).toBeNull();
  });

  it('is told by test and doctor, and by a change that would keep its credentials', async () => {
    await approveConnector(acme.ctx, 'v', 1);
    await write({ settings: EVIL });
    const tested = await testConnector(acme.ctx, 'v');
    expect(tested.test?.steps).toMatchObject([{ name: 'open', ok: false }]);
    const found = await checkConnectors(acme.ctx.installation);
    expect(found).toMatchObject({ status: 'problem' });
    await expect(changeConnector(acme.ctx, 'v', { name: 'Other' })).rejects.toMatchObject({
      code: 'rule_broken',
      extras: { issues: [{ code: 'credentials_anew' }] },
    });
    await write({ approvedAt: null });
    await expect(approveConnector(acme.ctx, 'v', 1)).rejects.toMatchObject({ code: 'conflict' });
    expect(sent).toEqual([]);
  });

  it('works again with its credentials entered anew, once that is approved', async () => {
    await approveConnector(acme.ctx, 'v', 1);
    await write({ settings: EVIL });
    const entered = await changeConnector(editor, 'v', { settings: VAULT, credentials: token() });
    expect(entered.approved).toBeNull();
    await approveConnector(acme.ctx, 'v', 2);
    expect(await faultOf()).toBeNull();
    await write({ settings: EVIL });
    const kept = await changeConnector(editor, 'v', { settings: EVIL, credentials: token() });
    expect(kept.approved).toBeNull();
  });

  it.each([
    ['changed', () => changeConnector(editor, 'v', { name: 'W' })],
    ['waiting for approval', () => changeConnector(editor, 'v', { allowed: [] })],
    ['deleted', () => deleteConnector(editor, 'v')],
  ])(
    'or %s by the console has nothing in memory of what was fetched through it',
    async (_, act) => {
      await approveConnector(acme.ctx, 'v', 1);
      const { installation } = acme.ctx;
      expect(await fetchReferences(installation, [wanted()])).toMatchObject([{ ok: true }]);
      expect(valueCacheOf(installation).size).toBe(1);
      await act();
      expect(valueCacheOf(installation).size).toBe(0);
    },
  );

  it('keeps its credentials where the console itself changes it', async () => {
    await approveConnector(acme.ctx, 'v', 1);
    await changeConnector(acme.ctx, 'v', { settings: { ...VAULT, mount: 'kv' } });
    await changeConnector(acme.ctx, 'v', { allowed: ['billing/*', 'mail/*'], name: 'W' });
    expect(await faultOf()).toBeNull();
    expect(sent.at(-1)?.settings).toMatchObject({ mount: 'kv' });
  });

  it('or deleted with its scope has nothing in memory either', async () => {
    await approveConnector(acme.ctx, 'v', 1);
    expect(await fetchReferences(acme.ctx.installation, [wanted()])).toMatchObject([{ ok: true }]);
    await deleteScope(acme.ctx, anyKind('payments'), 'payments');
    expect(valueCacheOf(acme.ctx.installation).size).toBe(0);
  });
});
