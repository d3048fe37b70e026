import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { makeMember } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCli } from '@/lib/testing/run-cli';

describeDatabase('keystow roles and groups', (open) => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest(await open());
    await makeMember(rest.organization, 'bob', 'viewer', rest.organization.search.app);
  });
  beforeEach(() => {
    vi.stubEnv('KEYSTOW_URL', 'http://localhost:3000');
    vi.stubEnv('KEYSTOW_TOKEN', rest.machine.token);
    vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
      rest.api.request(address, { ...init, redirect: 'follow' }),
    );
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  const done = async (...args: string[]) => {
    const { code, out, err } = await runCli(...args);
    expect([args, code, err]).toEqual([args, 0, '']);
    return out;
  };

  it('make a role and a group, grant the one to the other, and take it all back', async () => {
    const permissions = 'secrets:write,scopes:read';
    await done('roles', 'create', 'sealer', '--name', 'Sealer', '--permissions', permissions);
    expect(await done('roles', 'list')).toContain('sealer  your own  scopes:read secrets:write');
    await done('groups', 'create', 'engineers', '--name', 'Engineers', '--provider-name', 'idp-e');
    await done('groups', 'add', 'engineers', 'bob@acme.example');
    const place = ['--scope', 'payments.production'];
    expect(await done('groups', 'grant', 'engineers', 'sealer', ...place)).toBe(
      'engineers is sealer of payments.production.\n',
    );
    expect(await done('groups', 'list')).toBe(
      'engineers  1 in it  sealer@payments.production  Engineers\n',
    );
    const held = await runCli('roles', 'delete', 'sealer');
    expect(held).toMatchObject({ code: 1, out: '' });
    expect(held.err).toContain('1 group');
    await done('groups', 'revoke', 'engineers', 'sealer', ...place);
    await done('groups', 'remove', 'engineers', 'bob@acme.example');
    await done('roles', 'delete', 'sealer');
    const facts = JSON.parse(await done('groups', 'list', '--json')) as object;
    expect(facts).toMatchObject({ items: [{ slug: 'engineers', members: 0, grants: [] }] });
  });

  it('say what is wrong before anything is asked of the console, and what the console says', async () => {
    const wrong = await runCli('groups', 'grant', 'engineers', 'viewer', '--scope', 'Not a path');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    const missing = await runCli('groups', 'grant', 'engineers', 'viewer');
    expect(missing.code).toBe(2);
    const place = ['--scope', '_platform'];
    const owner = await runCli('groups', 'grant', 'engineers', 'owner', ...place);
    expect(owner).toMatchObject({ code: 1 });
    expect(owner.err).toContain('never owner');
    const none = await runCli('groups', 'revoke', 'engineers', 'viewer', ...place);
    expect(none).toMatchObject({ code: 1 });
    expect(none.err).toContain('does not have that role there');
  });
});
