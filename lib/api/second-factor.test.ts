import { beforeAll, beforeEach, expect, it } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { signIn, TEST_PASSWORD } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { codeOf } from '@/lib/testing/second-factor';

const PATH = '/account/second-factor';

describeDatabase('the second factor over REST', (open) => {
  let rest: Rest;
  let owner: { cookie: string };
  beforeAll(async () => {
    rest = await openRest(await open());
    owner = { cookie: await signIn(rest.installation, 'owner@acme.example') };
  });
  beforeEach(async () => {
    const { prisma } = rest.installation.database;
    await prisma.secondFactor.deleteMany();
    await prisma.throttle.deleteMany();
  });

  const post = (path: string, body: object) => rest.send(owner, 'POST', `${PATH}${path}`, { body });

  it('is set up, renewed and turned off; seed and codes are in one answer each, in no line of the log', async () => {
    expect((await rest.send(owner, 'GET', PATH)).json).toEqual({
      enabled: false,
      enabledAt: null,
      recoveryCodesLeft: 0,
    });
    const begun = await post('', { password: TEST_PASSWORD });
    expect(begun.status).toBe(201);
    const secret = begun.json['secret'] as string;
    const confirmed = await post('/confirmation', { code: codeOf(secret) });
    expect(confirmed.status).toBe(200);
    const renewed = await post('/recovery-codes', { password: TEST_PASSWORD });
    const [first, second] = renewed.json['recoveryCodes'] as string[];
    const again = await post('/recovery-codes', { code: first });
    expect(again.status).toBe(200);
    const state = await rest.send(owner, 'GET', PATH);
    expect(state.json).toMatchObject({ enabled: true, recoveryCodesLeft: 10 });
    expect((await post('/removal', { password: TEST_PASSWORD, code: second })).status).toBe(422);
    const [last] = again.json['recoveryCodes'] as string[];
    expect((await post('/removal', { password: TEST_PASSWORD, code: last })).status).toBe(204);
    expect((await rest.send(owner, 'GET', PATH)).json).toMatchObject({ enabled: false });
    for (const text of [secret, first!, second!, last!]) {
      expect(state.text).not.toContain(text);
      expect(rest.lines.join('')).not.toContain(text);
    }
  });

  it('refuses what is wrong by pointer, without repeating it', async () => {
    const cases = [
      ['', { password: 'canary-password' }, 422, '/password', 'password_wrong'],
      ['', { password: 1 }, 400, '/password', 'wrong_type'],
      ['', { password: 'x', role: 'owner' }, 400, '', 'unknown_field'],
      ['/removal', { password: TEST_PASSWORD, code: 'canary' }, 422, '/code', 'second_factor_off'],
      ['/recovery-codes', { password: 'x', code: '1' }, 400, '', 'invalid'],
    ] as const;
    for (const [path, body, status, pointer, code] of cases) {
      const answer = await post(path, body);
      expect(answer).toMatchObject({ status, json: { errors: [{ pointer, code }] } });
      expect(answer.text).not.toContain('canary');
    }
    expect((await post('/confirmation', { code: '123456' })).status).toBe(409);
    expect((await post('/recovery-codes', { password: TEST_PASSWORD })).status).toBe(409);
  });

  it('is not for machine tokens: 403, whatever they may do', async () => {
    const calls = [
      ['GET', '', undefined],
      ['POST', '', { password: TEST_PASSWORD }],
      ['POST', '/confirmation', { code: '123456' }],
      ['POST', '/recovery-codes', { password: TEST_PASSWORD }],
      ['POST', '/removal', { password: TEST_PASSWORD, code: '123456' }],
    ] as const;
    for (const [method, path, body] of calls) {
      const answer = await rest.send(rest.machine, method, `${PATH}${path}`, { body });
      expect(answer).toMatchObject({ status: 403, json: { code: 'forbidden' } });
    }
  });
});
