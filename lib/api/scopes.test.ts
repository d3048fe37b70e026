import { beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '@/lib/testing/database';
import { makeToken } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

describeDatabases('scopes over REST', (open) => {
  let rest: Rest;

  beforeAll(async () => {
    rest = await openRest(await open());
  });

  const make = (body: object) => rest.send(rest.machine, 'POST', '/scopes', { body });
  const list = (query = '') => rest.send(rest.machine, 'GET', `/scopes${query}`);
  const pathsOf = (json: Record<string, unknown>) =>
    (json['items'] as { path: string }[]).map((item) => item.path);

  it('are made below a parent that is named by id, path or slug', async () => {
    const team = await make({ kind: 'team', name: 'Ops', slug: 'ops' });
    expect(team.status).toBe(201);
    expect(team.json).toMatchObject({ kind: 'team', slug: 'ops', name: 'Ops', path: 'ops' });
    expect(team.json['id']).toMatch(/^team_[0-9a-z]{26}$/);
    const workspace = { kind: 'workspace', name: 'Live', slug: 'live', parent: team.json['id'] };
    expect((await make(workspace)).json).toMatchObject({
      path: 'ops.live',
      parentId: team.json['id'],
    });
    const app = { kind: 'app', name: 'Cron', slug: 'cron', parent: 'ops.live' };
    expect((await make(app)).json).toMatchObject({ path: 'ops.live.cron' });
  });

  it('without a parent lie in the default team or workspace', async () => {
    const workspace = await make({ kind: 'workspace', name: 'W', slug: 'w' });
    expect(workspace.json).toMatchObject({ path: 'default.w' });
    const app = await make({ kind: 'app', name: 'A', slug: 'a' });
    expect(app.json).toMatchObject({ path: 'default.default.a' });
  });

  it('refuse a slug that is taken there', async () => {
    expect(await make({ kind: 'team', name: 'Payments', slug: 'payments' })).toMatchObject({
      status: 409,
      json: { code: 'conflict', errors: [{ pointer: '/slug', code: 'slug_taken' }] },
    });
  });

  it.each([
    [{ kind: 'team', name: 'T', slug: 'Not A Slug' }, 422, '/slug'],
    [{ kind: 'team', name: ' ', slug: 'blank' }, 422, '/name'],
    [{ kind: 'team', name: 'a\0b', slug: 'nul' }, 422, '/name'],
    [{ kind: 'organization', name: 'O', slug: 'o' }, 400, '/kind'],
    [{ kind: 'team', name: 'T' }, 400, '/slug'],
    [{ kind: 'team', name: 'T', slug: 't', parent: { id: 'x' } }, 400, '/parent'],
  ])('refuse what breaks a rule: %j', async (body, status, pointer) => {
    expect(await make(body)).toMatchObject({ status, json: { errors: [{ pointer }] } });
  });

  it('are listed in pages by path, each once', async () => {
    const all = pathsOf((await list()).json);
    expect(all.slice(0, 3)).toEqual(['_platform', 'default', 'default.default']);
    expect(new Set(all).size).toBe(all.length);
    const seen: string[] = [];
    for (let query = '?limit=2'; query !== '';) {
      const { json } = await list(query);
      seen.push(...pathsOf(json));
      const next = json['next'] as string | null;
      query = next === null ? '' : `?limit=2&after=${next}`;
    }
    expect(seen).toEqual(all);
  });

  it('show a team’s token its own branch and the names above it, nothing else', async () => {
    const token = await makeToken(rest.organization, rest.organization.payments.team);
    const { json } = await rest.send({ token }, 'GET', '/scopes');
    expect(pathsOf(json)).toEqual([
      '_platform',
      'payments',
      'payments.production',
      'payments.production.billing',
    ]);
  });
});
