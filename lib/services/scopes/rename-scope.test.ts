import { beforeAll, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind } from '../access/authorize';
import { putSecret } from '../secrets/put-secrets';
import { readScope } from './read-scope';
import { renameScope } from './rename-scope';

describeDatabase('renaming a scope', (open) => {
  let database: Database;
  let acme: TestOrganization;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  const events = () => database.prisma.auditEvent.findMany({ where: { action: 'scope.renamed' } });

  it('changes its name alone: id, slug, path and what it holds stay', async () => {
    const { app } = acme.payments;
    const plaintext = Plaintext.fromText('canary');
    const { secret } = await putSecret(acme.ctx, anyKind(app.id), {
      ...{ key: 'KEY', plaintext, format: 'utf8' },
    });
    const renamed = await renameScope(acme.ctx, anyKind(app.path), { name: ' Billing 2 ' });
    expect(renamed).toEqual({ ...app, name: 'Billing 2' });
    expect(await readScope(acme.ctx, anyKind(app.id))).toEqual(renamed);
    const value = await openCurrentValue(acme.ctx.installation, secret.id);
    expect(value.toString()).toBe('canary');
    const told = JSON.parse((await events()).at(-1)!.text!) as object;
    expect(told).toMatchObject({
      details: { scope: { id: app.id, path: app.path }, name: 'Billing 2', was: 'billing' },
    });
  });

  it('to the name it has changes nothing and is not recorded', async () => {
    const before = await events();
    await renameScope(acme.ctx, anyKind('search'), { name: 'search' });
    expect(await events()).toHaveLength(before.length);
  });

  it('needs scopes:write, and for the organization the right to manage it', async () => {
    const { installation } = acme.ctx;
    const everywhere = { ...acme.payments.team, id: (await readOrganization()).id };
    const admin = contextOf(installation, await makeMember(acme, 'admin', 'admin', everywhere));
    await expect(renameScope(admin, anyKind('_platform'), { name: 'X' })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('organization:manage') as string,
    });
    expect((await renameScope(admin, anyKind('search'), { name: 'Find' })).name).toBe('Find');
    expect((await renameScope(acme.ctx, anyKind('_platform'), { name: 'Acme' })).name).toBe('Acme');
    const editor = await makeMember(acme, 'editor', 'editor', acme.search.team);
    const ctx = contextOf(installation, editor);
    await expect(renameScope(ctx, anyKind('search'), { name: 'X' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(renameScope(ctx, anyKind('payments'), { name: 'X' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it.each([[''], ['  '], ['a\u0007b'], ['line\nline']])('refuses the name %j', async (name) => {
    await expect(renameScope(acme.ctx, anyKind('search'), { name })).rejects.toMatchObject({
      code: 'rule_broken',
      extras: { issues: [{ pointer: '/name' }] },
    });
  });

  const readOrganization = () => readScope(acme.ctx, anyKind('_platform'));
});
