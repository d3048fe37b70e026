import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Backend, Connection } from '@/lib/backends/backend';
import { BackendFault } from '@/lib/domain/backend';
import { parseReference } from '@/lib/domain/backend-reference';
import { newUuid, fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import type { Context, Installation } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind } from '../access/authorize';
import { putSecret } from '../secrets/put-secrets';
import { approveConnector } from './approve-connector';
import { changeConnector } from './change-connector';
import { checkOwnIsLimited, createConnector } from './create-connector';
import type { NewConnector } from './create-connector';
import { deleteConnector } from './delete-connector';
import { limitedBackend } from './limited-backend';
import { listConnectors } from './list-connectors';
import { openBackendsWith, openConnectors } from './open-connector';
import { testConnector } from './test-connector';

const CANARY = 'canary-3f1a77';
const STOP = new AbortController().signal;
const VAULT = { address: 'https://vault.example.org:8200', auth: 'token' };

describeDatabase('a connector', (open) => {
  let installation: Installation;
  let organization: TestOrganization;
  let editor: Context;
  let opened: { connection: Connection; credentials: string | null; closed: boolean }[];

  beforeAll(async () => {
    installation = await testInstallation(await open());
    organization = await makeOrganization(installation);
    const { team } = organization.payments;
    editor = contextOf(installation, await makeMember(organization, 'ed', 'admin', team));
    openBackendsWith(installation, async (connection) => {
      const text = connection.credentials?.use((bytes) => new TextDecoder().decode(bytes)) ?? null;
      const one = { connection, credentials: text, closed: false };
      opened.push(one);
      return {
        get: async (references) =>
          references.map(({ path }) => ({
            ok: true,
            got: { value: Plaintext.fromText(`value of ${path}`), version: '1' },
          })),
        describe: async () => ({ version: '1', at: null, schedule: null }),
        put: async () => ({ version: '2', at: null, schedule: null }),
        test: async () => [{ name: 'sign in', ok: true, detail: 'Signed in.' }],
        close: () => void (one.closed = true),
      } satisfies Backend;
    });
  });
  beforeEach(() => {
    opened = [];
  });

  const secret = (text = CANARY) => ({ token: Plaintext.fromText(text) });
  const vault = (slug: string, more: Partial<NewConnector> = {}): NewConnector => ({
    kind: 'vault',
    slug,
    name: 'Vault',
    settings: VAULT,
    credentials: secret(),
    ...more,
  });
  const team = () => ({ scope: { kind: 'team' as const, id: organization.payments.team.id } });
  const idOf = (typeId: string) => fromTypeId(['connector'], typeId)!;
  const openedOf = async (typeId: string) => {
    const id = idOf(typeId);
    return (await openConnectors(installation, [id])).get(id)!;
  };
  const faultOf = async (typeId: string, path = 'billing') => {
    const { backend } = await openedOf(typeId);
    const [outcome] = await backend.get([parseReference('vault', path)], STOP);
    return outcome!.ok ? null : outcome!.fault.message;
  };
  const codesOf = (error: unknown) =>
    (error as { extras: { issues?: { code: string }[] } }).extras.issues?.map(({ code }) => code);

  it('keeps its credentials sealed, and gives them to nobody but its backend', async () => {
    const made = await createConnector(organization.ctx, vault('sealed'));
    expect(made).toMatchObject({ hasCredentials: true, destination: 'vault.example.org:8200' });
    expect(JSON.stringify(made)).not.toContain(CANARY);
    const { prisma } = installation.database;
    const row = await prisma.connector.findUniqueOrThrow({ where: { id: idOf(made.id) } });
    expect(Buffer.from(row.envelope!).includes(CANARY)).toBe(false);
    expect(await faultOf(made.id)).toBeNull();
    expect(opened).toMatchObject([{ credentials: JSON.stringify({ token: CANARY }) }]);
  });

  it('whose envelope was moved from another one answers with a fault, and opens nothing', async () => {
    const [one, other] = [
      await createConnector(organization.ctx, vault('one')),
      await createConnector(organization.ctx, vault('other')),
    ];
    const { prisma } = installation.database;
    const { dataKeyId, envelope } = await prisma.connector.findUniqueOrThrow({
      where: { id: idOf(one.id) },
    });
    await prisma.connector.update({
      where: { id: idOf(other.id) },
      data: { dataKeyId, envelope },
    });
    expect(await faultOf(other.id)).toContain('do not open');
    expect(opened).toEqual([]);
  });

  it('is opened once for each version, and closed when it changed or is gone', async () => {
    const made = await createConnector(organization.ctx, vault('kept'));
    await openedOf(made.id);
    await openedOf(made.id);
    expect(opened).toHaveLength(1);
    await changeConnector(organization.ctx, made.id, { credentials: secret('other') });
    await openedOf(made.id);
    expect(opened).toMatchObject([{ closed: true }, { credentials: '{"token":"other"}' }]);
    await deleteConnector(organization.ctx, made.id);
    await Promise.resolve();
    expect(opened).toMatchObject([{ closed: true }, { closed: true }]);
    expect((await openConnectors(installation, [idOf(made.id), newUuid()])).size).toBe(0);
  });

  it('sends nothing before it is approved by somebody who manages the whole organization', async () => {
    const made = await createConnector(editor, vault('waits', team()));
    expect(made.approved).toBeNull();
    expect(await faultOf(made.id)).toContain('waits for approval');
    await expect(testConnector(editor, made.id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(approveConnector(editor, made.id, 1)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(opened).toEqual([]);
    await expect(approveConnector(organization.ctx, made.id, 2)).rejects.toMatchObject({
      code: 'version_conflict',
    });
    await approveConnector(organization.ctx, made.id, 1);
    expect(await faultOf(made.id)).toBeNull();
  });

  it('that an editor points at another host needs its credentials anew, and stops until approved', async () => {
    const made = await createConnector(organization.ctx, vault('moved', team()));
    expect(await faultOf(made.id)).toBeNull();
    const settings = { ...VAULT, address: 'https://elsewhere.example.org:8200' };
    const refused = await changeConnector(editor, made.id, { settings }).catch((e: unknown) => e);
    expect(codesOf(refused)).toEqual(['credentials_anew']);
    expect(await faultOf(made.id)).toBeNull();
    const changed = await changeConnector(editor, made.id, {
      settings,
      credentials: secret('his own'),
    });
    expect(changed).toMatchObject({ approved: null, destination: 'elsewhere.example.org:8200' });
    expect(await faultOf(made.id)).toContain('waits for approval');
    expect(opened).toMatchObject([{ closed: true }]);
  });

  it('is approved anew where it reaches further or writes, and not for another name', async () => {
    const made = await createConnector(
      organization.ctx,
      vault('further', { ...team(), allowed: ['billing/*', 'mail/*'] }),
    );
    const change = async (input: Parameters<typeof changeConnector>[2]) =>
      (await changeConnector(editor, made.id, input)).approved !== null;
    expect(await change({ name: 'Other' })).toBe(true);
    expect(await change({ allowed: ['billing/*'] })).toBe(true);
    expect(await change({ credentials: secret('new') })).toBe(true);
    expect(await change({ allowed: [] })).toBe(false);
    await approveConnector(organization.ctx, made.id, 5);
    expect(await change({ writable: true })).toBe(false);
  });

  it('answers within its globs alone, and writes only where it may', async () => {
    const made = await createConnector(
      organization.ctx,
      vault('limits', { allowed: ['billing/*'] }),
    );
    const { backend } = await openedOf(made.id);
    const references = ['billing/key', 'search/key'].map((one) => parseReference('vault', one));
    const got = await backend.get(references, STOP);
    expect(got.map(({ ok }) => ok)).toEqual([true, false]);
    const put = backend.put!(references[0]!, Plaintext.fromText('x'), STOP);
    await expect(put).rejects.toMatchObject({ code: 'denied' });
    await changeConnector(organization.ctx, made.id, { writable: true });
    const { backend: writing } = await openedOf(made.id);
    await writing.put!(references[0]!, Plaintext.fromText('x'), STOP);
    const beyond = writing.put!(references[1]!, Plaintext.fromText('x'), STOP);
    await expect(beyond).rejects.toBeInstanceOf(BackendFault);
  });

  it.each([
    ['a private address', { address: 'https://10.0.0.8', auth: 'token' }, 'private_address'],
    [
      'that of cloud credentials',
      { ...VAULT, address: 'https://169.254.169.254' },
      'private_address',
    ],
    ['a number for a private one', { ...VAULT, address: 'https://0x0a000001' }, 'private_address'],
    ['an inner name', { ...VAULT, address: 'https://vault.internal' }, 'private_address'],
    ['no TLS', { ...VAULT, address: 'http://vault.example.org' }, 'address'],
    ['a password in it', { ...VAULT, address: 'https://a:b@vault.example.org' }, 'address'],
    ['no role id', { ...VAULT, auth: 'approle' }, 'required'],
    ['what the operator lends not', { ...VAULT, auth: 'own' }, 'not_lent'],
    ['a mount of Vault’s own', { ...VAULT, mount: 'team/Sys' }, 'reserved_mount'],
    ['such a namespace', { ...VAULT, namespace: 'auth' }, 'reserved_mount'],
    ['a field of another kind', { ...VAULT, region: 'eu-central-1' }, 'unknown_field'],
  ])('with %s in its settings is refused', async (_, settings, code) => {
    const refused = await createConnector(organization.ctx, vault('refused', { settings })).catch(
      (e: unknown) => e,
    );
    expect(codesOf(refused)).toEqual([code]);
  });

  it.each([
    ['aws', 'keystow/', 'keystow/KEYSTOW_MASTER_KEY', 'billing/key'],
    ['aws', 'prod/', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/X-aBcDeF', 'x'],
    ['gcp', 'keystow-', 'keystow-JWT_SECRET', 'billing'],
    ['gcp', 'projects/own/secrets/k-', 'projects/123/secrets/k-JWT_SECRET', 'keystow-x'],
  ] as const)('to %s hands out nothing below the prefix %s of the console', async (...row) => {
    const [kind, secretProviderPrefix, own, other] = row;
    const asked: string[] = [];
    const described = { version: '1', at: null, schedule: null };
    const backend = limitedBackend(
      {
        ...{ kind, slug: 'cloud', settings: {}, allowed: ['*'], writable: true },
        own: { secretProvider: kind, secretProviderPrefix },
      },
      {
        get: async (references) => {
          asked.push(...references.map(({ path }) => path));
          const value = Plaintext.fromText('x');
          return references.map(() => ({ ok: true, got: { value, version: '1' } }));
        },
        describe: async ({ path }) => (asked.push(path), described),
        put: async ({ path }) => (asked.push(path), described),
        remove: async ({ path }) => void asked.push(path),
        list: async () => ({
          items: [own, other].map((reference) => ({ reference, name: reference })),
          next: null,
        }),
        test: async () => [],
        close: () => undefined,
      },
    );
    const [forbidden, free] = [parseReference(kind, own), parseReference(kind, other)];
    const got = await backend.get([forbidden, free], STOP);
    expect(got).toMatchObject([{ ok: false, fault: { code: 'denied' } }, { ok: true }]);
    const denied = { code: 'denied', message: expect.stringContaining('another name') };
    await expect(backend.describe(forbidden, STOP)).rejects.toMatchObject(denied);
    const put = backend.put!(forbidden, Plaintext.fromText('x'), STOP);
    await expect(put).rejects.toMatchObject(denied);
    await expect(backend.remove!(forbidden, STOP)).rejects.toMatchObject(denied);
    const { items } = await backend.list!(null, STOP);
    expect(items.map(({ reference }) => reference)).toEqual([other]);
    expect(asked).toEqual([other]);
  });

  it('with the identity of the console at Vault says what it may be used for', () => {
    const required = expect.objectContaining({ code: 'rule_broken' }) as Error;
    expect(() => checkOwnIsLimited({ ...VAULT, auth: 'own' }, [])).toThrow(required);
    expect(() => checkOwnIsLimited({ ...VAULT, auth: 'own' }, ['billing/*'])).not.toThrow();
  });

  it('with the identity of the console names what it may be used for', async () => {
    const settings = { region: 'eu-west-1', identity: 'own' };
    const lending = { ...installation.env, backendOwnIdentity: ['aws' as const] };
    const ctx = {
      ...organization.ctx,
      installation: Object.create(installation, { env: { value: lending } }) as Installation,
    };
    const own: NewConnector = { kind: 'aws', slug: 'own', name: 'AWS', settings };
    const refused = await createConnector(ctx, own).catch((e: unknown) => e);
    expect(codesOf(refused)).toEqual(['required']);
    const made = await createConnector(ctx, { ...own, allowed: ['billing/*'] });
    const emptied = await changeConnector(ctx, made.id, { allowed: [] }).catch((e: unknown) => e);
    expect(codesOf(emptied)).toEqual(['required']);
  });

  it('keeps what a test found until it is changed, and tells the log', async () => {
    const made = await createConnector(organization.ctx, vault('tested'));
    const tested = await testConnector(organization.ctx, made.id);
    expect(tested.test?.steps).toEqual([{ name: 'sign in', ok: true, detail: 'Signed in.' }]);
    const { prisma } = installation.database;
    const event = await prisma.auditEvent.findFirstOrThrow({ orderBy: { at: 'desc' } });
    expect(event.action).toBe('connector.tested');
    expect(event.text).toContain(made.id);
    const changed = await changeConnector(organization.ctx, made.id, { name: 'Again' });
    expect(changed.test).toBeNull();
  });

  it('that a secret needs is not deleted, and names it to whoever may list it', async () => {
    const made = await createConnector(organization.ctx, vault('needed', team()));
    const { secret: sealed } = await putSecret(organization.ctx, anyKind('payments'), {
      ...{ key: 'NEEDS', plaintext: Plaintext.fromText('x'), format: 'utf8' },
    });
    const { prisma } = installation.database;
    await prisma.secret.update({
      where: { id: fromTypeId(['secret'], sealed.id)! },
      data: { backend: 'vault', reference: 'billing', connectorId: idOf(made.id) },
    });
    await expect(deleteConnector(organization.ctx, made.id)).rejects.toMatchObject({
      code: 'conflict',
      extras: { candidates: ['payments/NEEDS'] },
    });
    const { items } = await listConnectors(organization.ctx, { scope: 'payments', kind: 'vault' });
    expect(items.find(({ slug }) => slug === 'needed')?.secrets).toBe(1);
  });

  it('is listed for the scopes it serves, and for those above it', async () => {
    await createConnector(organization.ctx, vault('of-all'));
    await createConnector(organization.ctx, vault('of-team', team()));
    const { team: payments, app } = organization.payments;
    const listed = async (ref?: string, serving?: 'true') => {
      const query = { ...(ref ? { scope: ref } : {}), ...(serving ? { serving } : {}) };
      const { items } = await listConnectors(organization.ctx, query);
      return items.flatMap(({ slug }) => (slug.startsWith('of-') ? [slug] : []));
    };
    expect(await listed()).toEqual(['of-all', 'of-team']);
    expect(await listed(undefined, 'true')).toEqual(['of-all']);
    expect(await listed(payments.id, 'true')).toEqual(['of-all', 'of-team']);
    expect(await listed(app.id)).toEqual(['of-all', 'of-team']);
    expect(await listed(organization.search.team.id)).toEqual(['of-all']);
  });
});
