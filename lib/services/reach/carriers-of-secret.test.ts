import { beforeEach, expect, it } from 'vitest';
import type { SecretHolder } from '@/lib/contracts/reach';
import { describeDatabases } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest } from '@/lib/testing/rest';
import { anyKind } from '../access/authorize';
import { listSecretAccess } from './list-secret-access';

describeDatabases('who receives a secret', (open) => {
  let rest: Rest;

  beforeEach(async () => {
    rest = await openRest(await open());
    for (const key of ['TOKEN', 'OTHER']) await post('/platform/secrets', { key, value: 'canary' });
  });

  async function post(path: string, body: object): Promise<Answer['json']> {
    const { status, text, json } = await rest.send(rest.machine, 'POST', path, { body });
    expect(status, text).toBeLessThan(300);
    return json;
  }

  async function carriers(path: string, key = 'TOKEN'): Promise<SecretHolder[]> {
    const { items } = await listSecretAccess(rest.organization.ctx, anyKind(path), key);
    return items.filter(({ kind }) => kind === 'brief' || kind === 'integration');
  }

  it('is an open brief that names it, for an app that gets it, as long as it is open', async () => {
    const { payments, search } = rest.organization;
    const brief = (app: string, title: string, ...secretRefs: string[]) =>
      post('/briefs', { app, title, task: {}, secretRefs });
    const { id } = await brief(payments.app.id, 'Sum', 'TOKEN', 'OTHER');
    await brief(payments.app.id, 'Without', 'OTHER');
    await brief(search.app.id, 'Own', 'TOKEN');
    await post(`/apps/${search.app.id}/secrets`, { key: 'TOKEN', value: 'canary' });
    const madeBy = { name: expect.any(String), email: null };
    const because = [{ scope: { path: payments.app.path }, can: ['receive'], as: [] }];
    const wide = { kind: 'brief', id, name: 'Sum', can: ['receive'], because, madeBy };
    expect(await carriers('_platform')).toMatchObject([wide]);
    expect(await carriers(search.app.path)).toMatchObject([{ name: 'Own' }]);
    await rest.send(rest.machine, 'DELETE', `/briefs/${String(id)}`);
    expect(await carriers('_platform')).toEqual([]);
  });

  it('is an integration that is filled from it, under the name of its variable', async () => {
    const { team, app } = rest.organization.payments;
    const properties = { key: { type: 'string', platformSecret: 'TOKEN' } };
    const configSchema = { type: 'object', properties };
    const own = { slug: 'my-chat', name: 'Chat', configSchema, config: {} };
    const { id } = await post(`/teams/${team.id}/integrations`, own);
    const as = [{ key: 'INTEGRATION_MY_CHAT', path: team.path }];
    expect(await carriers('_platform')).toMatchObject([
      { kind: 'integration', id, can: ['receive'], because: [{ scope: { path: team.path }, as }] },
    ]);
    expect(await carriers('_platform', 'OTHER')).toEqual([]);
    await post(`/apps/${app.id}/secrets`, { key: 'TOKEN', value: 'canary' });
    expect(await carriers(app.path)).toEqual([]);
  });
});
