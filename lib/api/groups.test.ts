import { beforeAll, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { makeMember } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

describeDatabase('roles and groups over REST', (open) => {
  let rest: Rest;

  beforeAll(async () => {
    rest = await openRest(await open());
    await makeMember(rest.organization, 'bob', 'viewer', rest.organization.search.app);
  });

  const send = (method: string, path: string, body?: object) =>
    rest.send(rest.machine, method, path, body === undefined ? {} : { body });

  it('answer what was made, by id and by slug, and change what is sent alone', async () => {
    const role = { slug: 'sealer', name: 'Sealer', permissions: ['secrets:write', 'scopes:read'] };
    const made = await send('POST', '/roles', role);
    const permissions = ['scopes:read', 'secrets:write'];
    const shown = { ...role, permissions, builtIn: false, description: null, grants: 0 };
    expect(made).toMatchObject({ status: 201, json: shown });
    for (const name of ['sealer', made.json['id'] as string]) {
      expect(await send('GET', `/roles/${name}`)).toMatchObject({ status: 200, json: shown });
    }
    const described = await send('PATCH', '/roles/sealer', { description: 'Seals.' });
    expect(described.json).toMatchObject({ ...shown, description: 'Seals.' });
    expect((await send('PATCH', '/roles/sealer', { slug: 'x' })).status).toBe(400);
    expect((await send('PATCH', '/roles/sealer', { permissions: [] })).status).toBe(400);
    expect((await send('PATCH', '/roles/admin', { name: 'x' })).status).toBe(409);
    expect((await send('GET', '/roles/admin')).json).toMatchObject({ builtIn: true, id: null });

    const group = await send('POST', '/groups', { slug: 'crew', name: 'Crew' });
    expect(group).toMatchObject({ status: 201, json: { members: 0, grants: [] } });
    const linked = await send('PATCH', '/groups/crew', { externalName: 'idp-crew' });
    expect(linked.json).toMatchObject({ name: 'Crew', externalName: 'idp-crew' });
    const freed = await send('PATCH', '/groups/crew', { name: 'Crews', externalName: null });
    expect(freed.json).toMatchObject({ slug: 'crew', name: 'Crews', externalName: null });
  });

  it('give a role to a group and a person to it, and take both away', async () => {
    const scope = { kind: 'team', id: 'payments' };
    const granted = await send('POST', '/groups/crew/roles', { role: 'sealer', scope });
    expect(granted).toMatchObject({ status: 201, json: { role: 'sealer', through: null } });
    const person = 'bob@acme.example';
    const added = await send('POST', '/groups/crew/members', { person });
    expect(added).toMatchObject({ status: 201, json: { email: person, sources: ['console'] } });
    const people = await send('GET', '/members?scope=payments&role=sealer');
    expect(people.json['items']).toMatchObject([
      {
        email: person,
        grants: [{ role: 'sealer', through: { slug: 'crew' }, id: granted.json['id'] }],
      },
    ]);
    const held = await send('DELETE', '/roles/sealer');
    expect(held).toMatchObject({ status: 409, json: { candidates: ['group Crews on payments'] } });
    const owner = await send('POST', '/groups/crew/roles', { role: 'owner', scope });
    expect(owner).toMatchObject({ status: 422, json: { errors: [{ pointer: '/role' }] } });
    const id = added.json['id'] as string;
    const took = await send('DELETE', `/groups/crew/roles/${granted.json['id'] as string}`);
    expect(took.status).toBe(204);
    expect((await send('DELETE', `/groups/crew/members/${id}`)).status).toBe(204);
    expect((await send('DELETE', '/roles/sealer')).status).toBe(204);
    expect((await send('DELETE', '/groups/crew')).status).toBe(204);
    expect((await send('GET', '/groups/crew')).status).toBe(404);
  });

  it('list groups page by page, by slug', async () => {
    for (const slug of ['a', 'b', 'c']) await send('POST', '/groups', { slug, name: slug });
    const first = await send('GET', '/groups?limit=2');
    expect(first.json['next']).toBe('b');
    const last = await send('GET', '/groups?limit=2&after=b');
    expect(last.json).toMatchObject({ items: [{ slug: 'c' }], next: null });
    expect((await send('GET', '/groups?after=Not%20a%20slug')).status).toBe(400);
  });
});
