import { beforeAll, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { makeToken } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

describeDatabase('scopes over REST', (open) => {
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

  it('are read one by one, by id, path or slug', async () => {
    const { team, app } = rest.organization.payments;
    for (const ref of [app.id, app.path, 'billing']) {
      const { status, json } = await rest.send(rest.machine, 'GET', `/scopes/${ref}`);
      expect([status, json]).toEqual([200, app]);
    }
    expect((await rest.send(rest.machine, 'GET', '/scopes/none')).status).toBe(404);
    const ambiguous = await rest.send(rest.machine, 'GET', '/scopes/production');
    expect(ambiguous).toMatchObject({ status: 409, json: { code: 'ambiguous' } });
    const token = await makeToken(rest.organization, rest.organization.search.team);
    for (const path of [`/scopes/${team.id}`, `/scopes/${team.path}/contents`]) {
      expect((await rest.send({ token }, 'GET', path)).status).toBe(404);
    }
  });

  it('take another name and keep their addresses', async () => {
    const { app } = rest.organization.search;
    const rename = (body: object) =>
      rest.send(rest.machine, 'PATCH', `/scopes/${app.id}`, { body });
    expect((await rename({ name: 'Indexer 2' })).json).toEqual({ ...app, name: 'Indexer 2' });
    expect(await rename({ name: 'a\u0000b' })).toMatchObject({ status: 422 });
    for (const body of [{ slug: 'other' }, { name: 'X', slug: 'other' }, { name: { not: '' } }]) {
      expect(await rename(body)).toMatchObject({ status: 400, json: { code: 'invalid_shape' } });
    }
  });

  it('tell what they hold, and go with all of it when their path confirms it', async () => {
    await make({ kind: 'team', name: 'Gone', slug: 'gone' });
    await make({ kind: 'workspace', name: 'Live', slug: 'live', parent: 'gone' });
    const body = { key: 'GONE_KEY', value: 'canary-gone' };
    await rest.send(rest.machine, 'POST', '/workspaces/gone.live/secrets', { body });
    const call = (method: string, path: string) => rest.send(rest.machine, method, path);
    const { json: contents } = await call('GET', '/scopes/gone/contents');
    expect(contents).toMatchObject({
      path: 'gone',
      counts: { workspaces: 1, secrets: 1, versions: 1 },
      first: { scopes: ['gone.live'], secrets: [{ key: 'GONE_KEY', path: 'gone.live' }] },
    });
    for (const query of ['', '?confirm=', '?confirm=gone.live', '?confirm=GONE']) {
      const refused = await call('DELETE', `/scopes/gone${query}`);
      expect(refused).toMatchObject({ status: 409, json: { code: 'confirm_needed' } });
      expect(refused.json['detail']).toContain('1 workspace, 1 secret and 1 version');
    }
    expect((await call('DELETE', '/scopes/gone?force=true')).status).toBe(400);
    const gone = await call('DELETE', '/scopes/gone?confirm=gone');
    expect([gone.status, gone.text]).toEqual([204, '']);
    for (const path of ['/scopes/gone', '/scopes/gone.live', '/workspaces/gone.live/secrets']) {
      expect((await call('GET', path)).status).toBe(404);
    }
    expect((await make({ kind: 'team', name: 'Gone', slug: 'gone' })).status).toBe(201);
    expect((await call('DELETE', '/scopes/gone')).status).toBe(204);
    expect(await call('DELETE', '/scopes/_platform?confirm=_platform')).toMatchObject({
      status: 409,
      json: { code: 'conflict' },
    });
  });
});
