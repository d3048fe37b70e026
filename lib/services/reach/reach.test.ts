import { beforeEach, expect, it } from 'vitest';
import type { SecretHolder } from '@/lib/contracts/reach';
import { fromTypeId, newUuid, toTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { SCOPE_KINDS } from '@/lib/domain/scope';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization, makeToken } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { anyKind } from '../access/authorize';
import { makeIntakeLink } from '../intake/make-intake-link';
import { aliasSecret } from '../secrets/alias-secret';
import { putSecret } from '../secrets/put-secrets';
import { createToken } from '../tokens/create-token';
import { listSecretAccess } from './list-secret-access';
import { readMemberReach } from './read-member-reach';
import { readTokenReach } from './read-token-reach';

describeDatabase('reach', (open) => {
  let acme: TestOrganization;

  beforeEach(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
  });

  const put = (scope: ScopeSummary, key: string) =>
    putSecret(acme.ctx, anyKind(scope.path), {
      key,
      plaintext: Plaintext.fromText(`value of ${key}`),
      format: 'utf8',
    });

  const token = (name: string, scope: ScopeSummary, namePatterns: string[] = []) =>
    createToken(acme.ctx, {
      name,
      scope: { kind: scope.kind, id: scope.id },
      permissions: ['deliveries:create'],
      namePatterns,
    });

  const accessOf = async (scope: ScopeSummary, key: string): Promise<SecretHolder[]> =>
    (await listSecretAccess(acme.ctx, anyKind(scope.path), key)).items;

  const named = (holders: readonly SecretHolder[]) =>
    Object.fromEntries(holders.map(({ name, can }) => [name, can.join(' ')]));

  it('of a secret names who can change, delete and receive it, and no one else', async () => {
    const { payments, search } = acme;
    await makeMember(acme, 'editor', 'editor', payments.team);
    await makeMember(acme, 'viewer', 'viewer', payments.app);
    await makeMember(acme, 'elsewhere', 'editor', search.team);
    await makeMember(acme, 'deployer', 'deployer', payments.app);
    await token('run billing', payments.app);
    await token('run indexer', search.app);
    await token('other names', payments.app, ['OTHER_*']);
    await put(payments.app, 'KEY');
    expect(named(await accessOf(payments.app, 'KEY'))).toEqual({
      Owner: 'change delete issue',
      editor: 'change delete',
      'run billing': 'receive',
    });
  });

  it('of a wide secret counts who takes it from below, unless a narrower one of that name wins', async () => {
    const { payments, search } = acme;
    const platform = { path: '_platform' } as ScopeSummary;
    await put(platform, 'KEY');
    await put(search.app, 'KEY');
    await token('run billing', payments.app);
    await token('run indexer', search.app);
    expect(named(await accessOf(platform, 'KEY'))).toMatchObject({ 'run billing': 'receive' });
    expect(named(await accessOf(platform, 'KEY'))).not.toHaveProperty('run indexer');
    expect(named(await accessOf(search.app, 'KEY'))).toHaveProperty('run indexer');
  });

  it('of a secret follows the aliases that deliver its value under other names', async () => {
    const { payments } = acme;
    await put(payments.team, 'KEY');
    await aliasSecret(acme.ctx, anyKind(payments.app.path), {
      key: 'SAME_VALUE',
      aliasOf: `${payments.team.path}/KEY`,
    });
    await token('limited', payments.app, ['SAME_*']);
    const holders = await accessOf(payments.team, 'KEY');
    const [limited] = holders.filter(({ name }) => name === 'limited');
    expect(limited).toMatchObject({
      can: ['receive'],
      because: [{ as: [{ key: 'SAME_VALUE', path: payments.app.path }] }],
    });
  });

  it('through a group is told with the group, and ends with the membership', async () => {
    const { payments } = acme;
    const { prisma } = acme.ctx.installation.database;
    await put(payments.app, 'KEY');
    const person = await makeMember(acme, 'colleague', 'viewer', payments.app);
    const groupId = newUuid();
    const place = { organizationId: acme.id, slug: 'platform', name: 'Platform engineers' };
    await prisma.peopleGroup.create({ data: { id: groupId, ...place } });
    for (const source of ['console', 'provider']) {
      await prisma.groupMember.create({ data: { groupId, userId: person.id, source } });
    }
    const scopeId = fromTypeId(SCOPE_KINDS, payments.team.id)!;
    await prisma.scopeGrant.create({ data: { id: newUuid(), groupId, scopeId, role: 'editor' } });
    const because = [
      expect.objectContaining({ role: 'editor', group: 'Platform engineers', as: [] }),
    ];
    const [holder] = (await accessOf(payments.app, 'KEY')).filter(
      (one) => one.name === 'colleague',
    );
    expect(holder).toMatchObject({ can: ['change', 'delete'], because });
    const reach = await readMemberReach(acme.ctx, toTypeId('user', person.id));
    expect(reach.places.map(({ scope, because: why }) => [scope.path, why])).toEqual([
      [payments.team.path, [{ role: 'editor', group: 'Platform engineers' }]],
      [payments.app.path, [{ role: 'viewer', group: null }]],
    ]);
    expect(reach.places[1]!.permissions).toContain('secrets:write');
    await prisma.groupMember.deleteMany({});
    expect(named(await accessOf(payments.app, 'KEY'))).not.toHaveProperty('colleague');
  });

  it('of a secret is whoever holds an open link to enter its value, and no other link', async () => {
    const { app, team } = acme.payments;
    for (const key of ['KEY', 'OTHER']) await put(app, key);
    const { prisma } = acme.ctx.installation.database;
    const editor = await makeMember(acme, 'editor', 'editor', team);
    const ctx = { ...acme.ctx, actor: editor };
    const link = (label: string, ...keys: string[]) =>
      makeIntakeLink(ctx, {
        secrets: keys.map((key) => `${app.path}/${key}`),
        label,
        expiresInDays: 1,
      });
    const ofLinks = async () => (await accessOf(app, 'KEY')).filter(({ kind }) => kind === 'link');
    const { id } = await link('a supplier', 'KEY', 'OTHER');
    await link('elsewhere', 'OTHER');
    expect(await ofLinks()).toMatchObject([
      {
        id,
        name: 'a supplier',
        can: ['change'],
        because: [{ role: null, scope: { path: app.path }, can: ['change'], as: [] }],
        madeBy: { name: 'editor', email: editor.email },
      },
    ]);
    const item = { linkId: fromTypeId(['link'], id)!, secret: { name: 'KEY' } };
    const answered = (answeredAt: Date | null) =>
      prisma.intakeItem.updateMany({
        where: item,
        data: { answeredAt, version: answeredAt && 1 },
      });
    await answered(new Date());
    expect(await ofLinks()).toEqual([]);
    await answered(null);
    const grant = { where: { userId: editor.id } };
    await prisma.scopeGrant.updateMany({ ...grant, data: { role: 'viewer' } });
    expect(await ofLinks()).toEqual([]);
    await prisma.scopeGrant.updateMany({ ...grant, data: { role: 'editor' } });
    expect(await ofLinks()).toHaveLength(1);
    await prisma.intakeLink.updateMany({ data: { expiresAt: new Date(0) } });
    expect(await ofLinks()).toEqual([]);
  });

  it('of a person tells no number of what lies above the team that one manages', async () => {
    const { payments } = acme;
    await put(payments.app, 'KEY');
    const lead = await makeMember(acme, 'lead', 'admin', payments.team);
    const ctx = contextOf(acme.ctx.installation, lead);
    const of = await readMemberReach(ctx, toTypeId('user', acme.owner.id));
    const uncounted = { secrets: null, apps: null, delivered: null };
    expect(of.places).toMatchObject([{ scope: { kind: 'organization' }, ...uncounted }]);
    expect(of.places[0]!.permissions).toContain('secrets:write');
    const own = await readMemberReach(ctx, toTypeId('user', lead.id));
    expect(own.places).toMatchObject([{ secrets: 1, apps: 1, delivered: 1 }]);
  });

  it('is told page by page, people before tokens before links', async () => {
    const { payments } = acme;
    await put(payments.app, 'KEY');
    const secrets = [`${payments.app.path}/KEY`];
    await makeIntakeLink(acme.ctx, { secrets, label: 'a supplier', expiresInDays: 1 });
    for (const name of ['ann', 'ben']) await makeMember(acme, name, 'editor', payments.app);
    for (const name of ['one', 'two']) await token(name, payments.app);
    const names: string[] = [];
    let after: string | undefined;
    do {
      const page = await listSecretAccess(acme.ctx, anyKind(payments.app.path), 'KEY', {
        limit: 2,
        ...(after ? { after } : {}),
      });
      names.push(...page.items.map(({ name }) => name));
      after = page.next ?? undefined;
    } while (after);
    expect(names).toEqual(['ann', 'ben', 'Owner', 'one', 'two', 'a supplier']);
    const others = await makeOrganization(acme.ctx.installation, 'aaa');
    const foreign = await listSecretAccess(acme.ctx, anyKind(payments.app.path), 'KEY', {
      after: toTypeId('user', others.owner.id),
    });
    expect(foreign.items.map(({ kind }) => kind)).not.toContain('person');
  });

  it('of a token counts what its names let it have, wider secrets too', async () => {
    const { payments } = acme;
    await put({ path: '_platform' } as ScopeSummary, 'SHARED');
    for (const key of ['SHARED', 'OWN', 'OTHER']) await put(payments.app, key);
    await put(payments.team, 'WIDE');
    const { id } = await token('run billing', payments.app);
    const reach = await readTokenReach(acme.ctx, id);
    expect(reach.places).toMatchObject([{ secrets: 3, apps: 1, delivered: 4 }]);
    const limited = await token('limited', payments.app, ['O*']);
    const within = await readTokenReach(acme.ctx, limited.id);
    expect(within).toMatchObject({ namePatterns: ['O*'], places: [{ secrets: 2, delivered: 2 }] });
  });

  it('is for whoever manages people or audits, and for nobody else', async () => {
    const { payments } = acme;
    await put(payments.app, 'KEY');
    await makeToken(acme, payments.app);
    const ask = async (role: 'editor' | 'auditor' | 'admin') => {
      const person = await makeMember(acme, role, role, payments.team);
      const ctx = contextOf(acme.ctx.installation, person);
      return listSecretAccess(ctx, anyKind(payments.app.path), 'KEY');
    };
    await expect(ask('editor')).rejects.toMatchObject({ code: 'forbidden' });
    expect((await ask('auditor')).items).not.toEqual([]);
    expect((await ask('admin')).items).not.toEqual([]);
  });
});
