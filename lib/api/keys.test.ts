import { randomBytes } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { TEST_MASTER_KEY } from '@/lib/testing/installation';
import { makeToken } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest, Sender } from '@/lib/testing/rest';

describeDatabase('keys over REST', (open) => {
  let rest: Rest;
  const answers: Answer[] = [];
  const key = randomBytes(32).toString('hex');

  beforeAll(async () => {
    rest = await openRest(await open());
  });

  const get = async (path: string, as: Sender = rest.machine) => {
    const answer = await rest.send(as, 'GET', path);
    answers.push(answer);
    return answer;
  };
  const post = async (path: string, body?: object, as: Sender = rest.machine) => {
    const answer = await rest.send(as, 'POST', path, body ? { body } : {});
    answers.push(answer);
    return answer;
  };
  const codesOf = ({ json }: Answer) =>
    ((json['errors'] ?? []) as { code: string }[]).map((one) => one.code);

  it('say which master keys there are, who runs on them, and what they open', async () => {
    const { status, json } = await get('/keys');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      state: 'unlocked',
      source: 'KEYSTOW_MASTER_KEY',
      masterKeys: [{ state: 'active', copyConfirmedAt: null }],
      jwt: { shared: [] },
      operation: null,
    });
    const list = await get('/keys/data-keys?limit=1');
    expect(list.json).toMatchObject({ items: [{ sealing: true }] });
    expect((await get(`/keys/data-keys?after=${String(list.json['next'])}`)).status).toBe(200);
    const inputs = await get('/keys/inputs');
    expect(inputs.json['items']).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'JWT_SECRET', set: true })]),
    );
  });

  it('are confirmed to be kept elsewhere by their fingerprint, and by no other', async () => {
    const { json } = await get('/keys');
    const wrong = await post('/keys/copies', { fingerprint: 'mk_0000000000000000' });
    expect([wrong.status, ...codesOf(wrong)]).toEqual([422, 'fingerprint_differs']);
    expect((await post('/keys/copies', { fingerprint: json['fingerprint'] })).status).toBe(204);
    const after = await get('/keys');
    expect(after.json).toMatchObject({ masterKeys: [{ copyConfirmedBy: expect.any(String) }] });
  });

  it('are changed in one operation, whose answers and steps hold no key', async () => {
    expect(codesOf(await post('/keys/operation/stage', { key }))).toEqual(['no_operation']);
    const begun = await post('/keys/operations', { cause: 'window_over', changeNumber: 'CHG-1' });
    expect(begun.status).toBe(201);
    expect(begun.json).toMatchObject({ state: 'open', master: 'none', heldByYou: true });
    expect((await post('/keys/operations', { cause: 'window_over' })).status).toBe(409);

    const weak = await post('/keys/operation/stage', { key: 'a'.repeat(40) });
    expect(weak).toMatchObject({ status: 422, json: { errors: [{ pointer: '/key' }] } });
    const staged = await post('/keys/operation/stage', { key });
    expect(staged.json).toMatchObject({ master: 'staged', to: expect.stringMatching(/^mk_/) });
    expect(codesOf(await post('/keys/operation/finish', { fingerprint: 'x' }))).toEqual(['staged']);
    expect(codesOf(await post('/keys/operation/change-root'))).toEqual(['depth']);

    const back = await post('/keys/operation/roll-back');
    expect(back.json).toMatchObject({ state: 'rolled_back' });
    const { json } = await get(`/keys/operations/${String(begun.json['id'])}`);
    expect((json['steps'] as { action: string }[]).map((step) => step.action)).toEqual([
      'key_operation.started',
      'master_key.staged',
      'master_key.unstaged',
      'key_operation.rolled_back',
    ]);
    expect((await get('/keys/operations')).json['items']).toHaveLength(1);
  });

  it('are for those with keys:manage alone, who see no key in any answer', async () => {
    const limited = { token: await makeToken(rest.organization, undefined, ['secrets:list']) };
    for (const path of ['/keys', '/keys/data-keys', '/keys/inputs', '/keys/operations']) {
      expect((await get(path, limited)).status, path).toBe(403);
    }
    expect((await post('/keys/operations', { cause: 'window_over' }, limited)).status).toBe(403);
    expect((await get('/keys/operations/kop_01h2xcejqtf2nbrexx3vqjhp41')).status).toBe(404);
    const all = JSON.stringify(answers);
    expect(all).not.toContain(key);
    expect(all).not.toContain(TEST_MASTER_KEY);
  });
});
