import { beforeAll, beforeEach, expect, it } from 'vitest';
import { bundle } from '@/lib/contracts/delivery';
import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import { openDelivery } from '@/lib/crypto/open-delivery';
import { fromTypeId } from '@/lib/domain/ids';
import { newJti, RUNNER, serverKeysOf } from '@/lib/testing/deliveries';
import { describeDatabase } from '@/lib/testing/database';
import { makeMember, makeToken, signIn } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest, Sender } from '@/lib/testing/rest';

const TASK = { prompt: 'Sum the invoices', limits: [1, 2.5, null], nested: { é: true } };

describeDatabase('a brief', (open) => {
  let rest: Rest;
  let app: string;
  let deployer: Sender;
  let made: Answer['json'];

  beforeAll(async () => {
    rest = await openRest(await open());
    const { payments } = rest.organization;
    app = payments.app.id;
    const values = {
      '/platform': ['SHARED', 'canary-wide'],
      [`/apps/${app}`]: ['OWN', 'canary-own'],
    };
    for (const [place, [key, value]] of Object.entries(values)) {
      await rest.send(rest.machine, 'POST', `${place}/secrets`, { body: { key, value } });
    }
    await makeMember(rest.organization, 'deployer', 'deployer', payments.team);
    deployer = { cookie: await signIn(rest.installation, 'deployer@acme.example') };
  });

  const post = (sender: Sender, path: string, body?: object) =>
    rest.send(sender, 'POST', path, body === undefined ? {} : { body });

  const make = (more: object = {}, sender = deployer) =>
    post(sender, '/briefs', {
      app,
      title: 'Invoices',
      task: TASK,
      secretRefs: ['SHARED'],
      ...more,
    });

  beforeEach(async () => {
    made = (await make()).json;
  });

  const callback = (): Sender => ({ token: String(made['callbackToken']) });
  const status = async (): Promise<unknown> =>
    (await rest.send(deployer, 'GET', `/briefs/${String(made['id'])}`)).json['status'];

  async function take(sender = callback(), more: object = {}) {
    const key = makeDeliveryKey();
    const body = JSON.stringify({ publicKey: key.publicKey, jti: newJti(), ...more });
    const path = `/briefs/${String(made['id'])}/delivery`;
    const answer = await rest.send(sender, 'POST', path, { body });
    const opened = async () => {
      const request = { path: `/api/v1${path}`, body: Buffer.from(body) };
      const pins = { key, request, serverKeys: await serverKeysOf(rest) };
      return bundle.parse(await openDelivery(String(answer.json['sealed']), pins));
    };
    return { answer, opened };
  }

  const codes = ({ json }: Answer) => [
    json['code'],
    ...((json['errors'] ?? []) as { code: string }[]).map(({ code }) => code),
  ];

  it('is delivered once, with its task and exactly the secrets that it names', async () => {
    const { answer, opened } = await take(callback(), { runner: RUNNER });
    expect(answer.status, answer.text).toBe(201);
    const { env, brief } = await opened();
    expect(env).toEqual({ SHARED: 'canary-wide' });
    expect(brief).toEqual({ id: made['id'], title: 'Invoices', task: TASK });
    expect(await status()).toBe('delivered');
    const again = await take();
    expect([again.answer.status, ...codes(again.answer)]).toEqual([
      409,
      'conflict',
      'already_delivered',
    ]);
    expect(answer.text + again.answer.text + rest.lines.join()).not.toContain('canary');
  });

  it('is given to one of several runs at once', async () => {
    const all = await Promise.all([take(), take(), take(), take()]);
    expect(all.map(({ answer }) => answer.status).sort()).toEqual([201, 409, 409, 409]);
    const id = fromTypeId(['brief'], String(made['id']))!;
    expect(await rest.installation.database.prisma.delivery.count({ where: { briefId: id } })).toBe(
      1,
    );
  });

  it('says by its worker how it goes, and its callback token may do nothing else', async () => {
    const { answer } = await take(callback(), { runner: RUNNER });
    const delivery = `/deliveries/${String(answer.json['id'])}`;
    expect((await post(callback(), `${delivery}/ack`)).status).toBe(204);
    expect(await status()).toBe('running');
    const beat = await post(callback(), `${delivery}/heartbeat`, { state: 'running' });
    expect([beat.status, beat.json['restart']]).toEqual([200, 'no']);
    await post(rest.machine, `/platform/secrets`, { key: 'SHARED', value: 'canary-wider' });
    const changed = await post(callback(), `${delivery}/heartbeat`, { state: 'running' });
    expect(changed.json['restart']).toBe('no');
    const ended = { state: 'ended', exitCode: 0 };
    expect((await post(callback(), `${delivery}/heartbeat`, ended)).status).toBe(200);
    expect(await status()).toBe('succeeded');
    const own = await rest.send(callback(), 'GET', `/briefs/${String(made['id'])}`);
    expect(own.json).toMatchObject({ status: 'succeeded', task: TASK, mayReissue: false });
    expect((await rest.send(callback(), 'GET', `/apps/${app}/secrets`)).status).toBe(401);
    expect((await post(deployer, `/briefs/${String(made['id'])}/callback-token`)).status).toBe(409);
  });

  it('gets a new callback token by its maker alone, and the old one ends', async () => {
    await take();
    const path = `/briefs/${String(made['id'])}/callback-token`;
    expect((await post(rest.machine, path)).status).toBe(403);
    const old = callback();
    const renewed = await post(deployer, path);
    expect(renewed.json).toMatchObject({ id: made['id'], status: 'open', consumedAt: null });
    expect((await take(old)).answer.status).toBe(401);
    made = renewed.json;
    const { answer, opened } = await take();
    expect([answer.status, (await opened()).env]).toMatchObject([
      201,
      { SHARED: expect.any(String) },
    ]);
  });

  it('ends when it is revoked or its time is over', async () => {
    const revoked = await rest.send(rest.machine, 'DELETE', `/briefs/${String(made['id'])}`);
    expect([revoked.status, await status()]).toEqual([204, 'revoked']);
    expect(codes((await take()).answer)).toEqual(['conflict', 'brief_revoked']);
    made = (await make()).json;
    await rest.installation.database.prisma.$executeRaw`
      UPDATE brief SET expires_at = clock_timestamp()`;
    expect(codes((await take()).answer)).toEqual(['conflict', 'brief_expired']);
    expect(await status()).toBe('expired');
    expect((await post(deployer, `/briefs/${String(made['id'])}/callback-token`)).status).toBe(409);
  });

  it('fails whole where a name is missing, partial or not, and is not used up', async () => {
    made = (await make({ secretRefs: ['SHARED', 'NOT_THERE'] })).json;
    const { answer } = await take(callback(), { partial: true });
    expect([answer.status, ...codes(answer)]).toEqual([422, 'rule_broken', 'missing_required']);
    expect(await status()).toBe('open');
    const body = { key: 'NOT_THERE', value: 'canary-late' };
    await post(rest.machine, `/apps/${app}/secrets`, body);
    expect((await take()).answer.status).toBe(201);
    await rest.send(rest.machine, 'DELETE', `/apps/${app}/secrets/NOT_THERE`);
  });

  it('delivers nothing for a maker who was deactivated or may not make it any more', async () => {
    const { prisma } = rest.installation.database;
    const person = { where: { email: 'deployer@acme.example' } };
    await prisma.user.update({ ...person, data: { deactivatedAt: new Date() } });
    expect(codes((await take()).answer)).toEqual(['forbidden', 'maker_gone']);
    await prisma.user.update({ ...person, data: { deactivatedAt: null } });
    const { id: userId } = await prisma.user.findUniqueOrThrow(person);
    await prisma.scopeGrant.updateMany({ where: { userId }, data: { role: 'viewer' } });
    expect(codes((await take()).answer)).toEqual(['forbidden', 'maker_not_allowed']);
    await prisma.scopeGrant.updateMany({ where: { userId }, data: { role: 'deployer' } });
    const token = { token: await makeToken(rest.organization, undefined, ['briefs:create']) };
    made = (await make({}, token)).json;
    await prisma.token.updateMany({
      where: { permissions: { equals: ['briefs:create'] } },
      data: { revokedAt: new Date() },
    });
    expect(codes((await take()).answer)).toEqual(['forbidden', 'maker_gone']);
  });

  it('is taken by its callback token alone', async () => {
    expect((await take(deployer)).answer.status).toBe(403);
    expect((await take(rest.machine)).answer.status).toBe(403);
    const mine = String(made['id']);
    const other = (await make()).json;
    made = { ...other, id: mine };
    expect((await take()).answer.status).toBe(404);
  });

  it('is previewed name by name, and read by whoever may, with no value and no token', async () => {
    const body = { app, secretRefs: ['OWN', 'SHARED', 'NOPE'] };
    const preview = await post(deployer, '/briefs/preview', body);
    expect(preview.json).toMatchObject({
      ready: false,
      refs: [
        { key: 'OWN', kind: 'secret', scope: { kind: 'app' }, version: 1, state: 'ready' },
        { key: 'SHARED', scope: { kind: 'organization' }, state: 'ready' },
        { key: 'NOPE', kind: null, scope: null, state: 'missing' },
      ],
    });
    const stored = await rest.send(deployer, 'GET', `/briefs/${String(made['id'])}/preview`);
    expect(stored.json).toMatchObject({ ready: true, refs: [{ key: 'SHARED' }] });
    const listed = await rest.send(deployer, 'GET', `/apps/${app}/briefs?limit=1`);
    expect(listed.json).toMatchObject({
      items: [{ id: made['id'], mayReissue: true }],
      next: made['id'],
    });
    const next = await rest.send(
      rest.machine,
      'GET',
      `/apps/${app}/briefs?after=${String(made['id'])}`,
    );
    expect(next.text).not.toContain(made['id']);
    expect(preview.text + stored.text + listed.text).not.toMatch(/canary|ksc_/);
  });

  it('is previewed as what its delivery would refuse, where two names would be one variable', async () => {
    const put = (body: object) => post(rest.machine, `/apps/${app}/secrets`, body);
    const value = { access_token: 'canary-1', scope: 'read' };
    const parts = { key: 'CODEHOST', type: 'oauth_tokens', value };
    await post(rest.machine, '/platform/secrets', parts);
    await put({ key: 'CODEHOST_SCOPE', value: 'canary-2' });
    await put({ key: 'INTEGRATION_BOARD', value: 'canary-3' });
    const config = { configSchema: { type: 'object' }, config: {} };
    await post(rest.machine, '/platform/integrations', { slug: 'board', name: 'B', ...config });
    const preview = async (...secretRefs: string[]) =>
      (await post(deployer, '/briefs/preview', { app, secretRefs })).json;
    expect(await preview('CODEHOST', 'CODEHOST_SCOPE', 'SHARED')).toMatchObject({
      ready: false,
      refs: [
        {
          state: 'collides',
          collisions: [{ name: 'CODEHOST_SCOPE', with: { kind: 'secret', key: 'CODEHOST_SCOPE' } }],
        },
        { state: 'collides', collisions: [{ name: 'CODEHOST_SCOPE', with: { key: 'CODEHOST' } }] },
        { state: 'ready', collisions: [] },
      ],
    });
    expect(await preview('CODEHOST')).toMatchObject({ ready: true });
    const both = { kind: 'integration', key: 'INTEGRATION_BOARD', path: '_platform' };
    expect(await preview('INTEGRATION_BOARD')).toMatchObject({
      ready: false,
      refs: [{ kind: 'secret', state: 'collides', collisions: [{ name: both.key, with: both }] }],
    });
    for (const secretRefs of [['CODEHOST', 'CODEHOST_SCOPE'], ['INTEGRATION_BOARD']]) {
      made = (await make({ secretRefs })).json;
      expect(codes((await take()).answer)[1]).toBe('name_collision');
    }
  });

  it.each<[string, object, number, string]>([
    ['a dangerous name', { secretRefs: ['LD_PRELOAD'] }, 422, 'name_dangerous'],
    ['a name twice', { secretRefs: ['A', 'A'] }, 422, 'repeated'],
    ['a task that is a list', { task: [] }, 400, 'wrong_type'],
    ['a task with NUL', { task: { a: ['\0'] } }, 422, 'nul'],
    ['a task over 64 KiB', { task: { a: 'x'.repeat(66_000) } }, 413, 'too_large'],
    ['an end that has passed', { expiresAt: '2020-01-01T00:00:00Z' }, 422, 'expires_out_of_bounds'],
    ['an end too far away', { expiresAt: '2999-01-01T00:00:00Z' }, 422, 'expires_out_of_bounds'],
    ['no title', { title: ' ' }, 400, 'wrong_format'],
  ])('with %s is refused', async (_, more, expected, code) => {
    const answer = await make(more);
    expect([answer.status, codes(answer)[1]]).toEqual([expected, code]);
  });

  it('of a token that is limited to names asks for no others, and no others show', async () => {
    const permissions = ['briefs:create', 'secrets:list', 'deliveries:create'];
    const owner = { cookie: await signIn(rest.installation, rest.organization.owner.email) };
    const limits = { name: 'narrow', permissions, namePatterns: ['OWN'] };
    const { json } = await post(owner, '/tokens', limits);
    const narrow = { token: String(json['token']) };
    expect((await make({}, narrow)).status).toBe(403);
    expect((await make({ secretRefs: ['OWN'] }, narrow)).status).toBe(201);
    expect((await rest.send(narrow, 'GET', `/briefs/${String(made['id'])}`)).status).toBe(403);
    const listed = await rest.send(narrow, 'GET', `/apps/${app}/briefs`);
    expect(
      (listed.json['items'] as { secretRefs: string[] }[]).map((one) => one.secretRefs),
    ).toEqual([['OWN']]);
  });
});
