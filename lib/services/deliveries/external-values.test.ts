import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { BACKEND_FAULTS, BackendFault } from '@/lib/domain/backend';
import { fromTypeId } from '@/lib/domain/ids';
import { allowOnly, makeConnector, openHarness } from '@/lib/testing/backends/harness-backend';
import type { HarnessBackend } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { RUNNER, takeOf } from '@/lib/testing/deliveries';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest } from '@/lib/testing/rest';
import { openBackend } from '@/lib/backends/registry';
import { anyKind, authorize } from '../access/authorize';
import { noticeVersions } from '../backends/notice-versions';
import { openBackendsWith } from '../backends/open-connector';
import { gather } from './gather';

describeDatabase('delivering what lives elsewhere', (open) => {
  let rest: Rest;
  let app: string;
  let cloud: string;
  let harness: HarnessBackend;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keystow-external-'));
    await writeFile(path.join(folder, 'app.env'), 'MAIL_KEY=canary-env-one\n');
    rest = await openRest(await open(), { ENV_BACKEND_PATHS: folder });
    app = rest.organization.payments.app.id;
    harness = openHarness(rest.installation);
    openBackendsWith(rest.installation, async (connection, env) =>
      connection.kind === 'env' ? openBackend(connection, env) : harness,
    );
    cloud = await makeConnector(rest.organization, { kind: 'aws', slug: 'cloud' });
    const settings = { source: 'file', path: path.join(folder, 'app.env') };
    await makeConnector(rest.organization, { kind: 'env', slug: 'here', settings });
    harness.keep('prod/billing?key=password', 'canary-aws-one', 'aws-1');
    await put({ key: 'LOCAL_KEY', value: 'canary-local' });
    await put({ key: 'AWS_KEY', backend: 'aws', reference: 'prod/billing?key=password' });
    await put({ key: 'MAIL_KEY', backend: 'env', reference: 'MAIL_KEY' });
    await put({ key: 'BY_ALIAS', aliasOf: 'AWS_KEY' });
  });

  afterAll(() => rm(folder, { recursive: true }));

  beforeEach(() => harness.faults.clear());

  async function put(body: object): Promise<Answer> {
    const answer = await rest.send(rest.machine, 'POST', `/apps/${app}/secrets`, { body });
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer;
  }

  async function versionOf(key: string): Promise<unknown> {
    const { json } = await rest.send(rest.machine, 'GET', `/apps/${app}/secrets?key=${key}`);
    return (json['items'] as { version: unknown }[])[0]?.version;
  }

  it('one process gets values of this database, of a cloud and of the surroundings at once', async () => {
    const taken = await takeOf(rest, app, { runner: RUNNER });
    expect(taken.answer.status, taken.answer.text).toBe(201);
    expect((await taken.open()).env).toEqual({
      LOCAL_KEY: 'canary-local',
      AWS_KEY: 'canary-aws-one',
      BY_ALIAS: 'canary-aws-one',
      MAIL_KEY: 'canary-env-one',
    });
    const receipt = await rest.send(rest.machine, 'GET', `/deliveries/${taken.id}`);
    expect(receipt.json).toMatchObject({
      items: [
        { name: 'AWS_KEY', version: 1, backendVersion: 'aws-1' },
        { name: 'BY_ALIAS', via: 'alias', backendVersion: 'aws-1' },
        { name: 'LOCAL_KEY', backendVersion: null },
        {
          name: 'MAIL_KEY',
          version: 1,
          backendVersion: expect.stringMatching(/^fp:[0-9a-f-]{36}:[0-9a-f]{16}$/),
        },
      ],
    });
  });

  it('nothing of a value that lives elsewhere is in the database, the log or an answer', async () => {
    const { pool } = rest.installation.database;
    const { rows } = await pool.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    let dump = rest.lines.join('\n');
    for (const { name } of rows) {
      const { rows: all } = await pool.query<{ text: string }>(
        `SELECT t::text AS text FROM ${name} t`,
      );
      dump += all.map(({ text }) => text).join('\n');
    }
    expect(dump).toContain('prod/billing?key=password');
    for (const canary of ['canary-aws-one', 'canary-env-one']) {
      const bytes = Buffer.from(canary);
      for (const form of [canary, bytes.toString('hex'), bytes.toString('base64')]) {
        expect(dump).not.toContain(form);
      }
    }
  });

  it('a value that changed there is delivered as a new version, which the receipt tells', async () => {
    harness.keep('prod/billing?key=password', 'canary-aws-two', 'aws-2');
    await writeFile(path.join(folder, 'app.env'), 'MAIL_KEY=canary-env-two\n');
    // What was fetched a moment ago is of the known version still, so it is a cache hit.
    expect((await (await takeOf(rest, app)).open()).env['AWS_KEY']).toBe('canary-aws-one');
    for (const key of ['AWS_KEY', 'MAIL_KEY']) {
      const checked = await rest.send(rest.machine, 'POST', `/apps/${app}/secrets/${key}/check`);
      expect(checked.json, checked.text).toMatchObject({ resolves: true, fault: null });
    }
    const taken = await takeOf(rest, app);
    const { env, versions } = await taken.open();
    expect(env).toMatchObject({ AWS_KEY: 'canary-aws-two', MAIL_KEY: 'canary-env-two' });
    expect(versions).toMatchObject({ AWS_KEY: 2, BY_ALIAS: 2, MAIL_KEY: 2, LOCAL_KEY: 1 });
    expect(await versionOf('AWS_KEY')).toBe(2);
    const event = await rest.installation.database.prisma.auditEvent.findFirstOrThrow({
      where: { action: 'secret.backend_changed' },
      orderBy: { number: 'desc' },
    });
    expect(JSON.parse(event.text!)).toMatchObject({
      actor: { kind: 'system', name: 'backends' },
      details: { secret: { name: 'MAIL_KEY' }, version: 2, state: 'current' },
    });
  });

  it('a delivery itself notices another version, and records it before the receipt', async () => {
    await put({ key: 'FRESH', backend: 'aws', reference: 'fresh' });
    await put({ key: 'FRESH_TOO', aliasOf: 'FRESH' });
    harness.keep('fresh', 'canary-one', 'f-1');
    expect((await (await takeOf(rest, app, { only: ['FRESH'] })).open()).versions).toEqual({
      FRESH: 1,
    });
    harness.keep('fresh', 'canary-two', 'f-2');
    // Another node saw a version that this one has not: what it keeps is of no use.
    await rest.installation.database.prisma.secretVersion.updateMany({
      where: { backendVersion: 'f-1' },
      data: { backendVersion: 'f-0' },
    });
    const taken = await takeOf(rest, app, { only: ['FRESH*'] });
    expect((await taken.open()).env).toEqual({ FRESH: 'canary-two', FRESH_TOO: 'canary-two' });
    expect((await taken.open()).versions).toEqual({ FRESH: 2, FRESH_TOO: 2 });
  });

  it('a change that another node records first is gathered again too', async () => {
    await put({ key: 'RACED', backend: 'aws', reference: 'raced' });
    harness.keep('raced', 'canary-one', 'r-1');
    await takeOf(rest, app, { only: ['RACED'] });
    const { installation } = rest;
    const { prisma } = installation.database;
    const { id, organizationId } = await prisma.secret.findFirstOrThrow({
      where: { name: 'RACED' },
    });
    // What is kept of the former version is of no use then.
    await prisma.secretVersion.updateMany({
      where: { secretId: id },
      data: { backendVersion: 'r-0' },
    });
    harness.keep('raced', 'canary-two', 'r-2');
    const get = harness.get.bind(harness);
    harness.get = async (references) => {
      harness.get = get;
      const place = { backend: 'aws', reference: 'raced', at: null, format: null } as const;
      const seen = { secretId: id, organizationId, number: 1, known: 'r-0', version: 'r-2' };
      expect(await noticeVersions(installation, [{ ...place, ...seen }])).toBe(1);
      return get(references);
    };
    const taken = await takeOf(rest, app, { only: ['RACED'] });
    const { env, versions } = await taken.open();
    expect([env, versions]).toEqual([{ RACED: 'canary-two' }, { RACED: 2 }]);
  });

  it.each(BACKEND_FAULTS)(
    'a backend that says %s fails the delivery with name, reference and remedy',
    async (code) => {
      await put({ key: 'FAULTY', backend: 'aws', reference: `faulty/${code}` });
      harness.faults.set(`faulty/${code}`, new BackendFault(code, 'Mend it there.', 7));
      const passing = code === 'unreachable' || code === 'throttled';
      const refused = await takeOf(rest, app, { only: ['FAULTY', 'LOCAL_KEY'] });
      expect(refused.answer.status).toBe(passing ? 503 : 422);
      expect(refused.answer.headers.get('retry-after')).toBe(passing ? '7' : null);
      const message = `FAULTY in payments.production.billing lives at faulty/${code}. Mend it there.`;
      expect(refused.answer.json['errors']).toEqual([
        { pointer: '', code: `backend_${code}`, message },
      ]);
      const part = await takeOf(rest, app, { only: ['FAULTY', 'LOCAL_KEY'], partial: true });
      const { env, leftOut } = await part.open();
      expect([env, leftOut]).toEqual([{ LOCAL_KEY: 'canary-local' }, ['FAULTY']]);
    },
  );

  it('bytes that are no text are delivered as base64, and what is too large is refused', async () => {
    await put({ key: 'BYTES', backend: 'aws', reference: 'bytes' });
    await put({ key: 'LARGE', backend: 'aws', reference: 'large' });
    harness.keep('bytes', Uint8Array.from([0, 255, 0]));
    harness.keep('large', 'x'.repeat(64 * 1024 + 1));
    expect((await (await takeOf(rest, app, { only: ['BYTES'] })).open()).env).toEqual({
      BYTES: 'AP8A',
    });
    const { answer } = await takeOf(rest, app, { only: ['LARGE'] });
    expect(answer.json).toMatchObject({ errors: [{ code: 'backend_malformed' }] });
  });

  it('a rolling restart asks once, and references to one place are one question', async () => {
    await put({ key: 'ONE', backend: 'aws', reference: 'shared' });
    await put({ key: 'TWO', backend: 'aws', reference: 'shared' });
    harness.keep('shared', 'canary-shared');
    harness.asked.length = 0;
    for (let worker = 0; worker < 5; worker += 1) {
      expect((await takeOf(rest, app, { only: ['ONE', 'TWO'] })).answer.status).toBe(201);
    }
    expect(harness.asked).toEqual(['get shared']);
  });

  it('a delivery whose taker goes away stops asking', async () => {
    await put({ key: 'SLOW', backend: 'aws', reference: 'slow' });
    const gone = new AbortController();
    const get = harness.get.bind(harness);
    let stopped = false;
    harness.get = (_: unknown, stop?: AbortSignal) =>
      new Promise((_resolve, reject) => {
        harness.get = get;
        stop?.addEventListener('abort', () => {
          stopped = true;
          reject(stop.reason as Error);
        });
        gone.abort();
      });
    const { ctx, payments } = rest.organization;
    const at = anyKind(payments.app.path);
    const authorized = await authorize(ctx, at, 'secrets:write');
    const names = { exactly: ['SLOW'], only: [], limits: [] };
    await expect(
      gather(rest.installation, authorized, { names, staged: false, stop: gone.signal }),
    ).rejects.toMatchObject({ code: 'unavailable' });
    expect(stopped).toBe(true);
  });

  it('an error that none foresaw costs its own name alone, and its words are told nowhere', async () => {
    await put({ key: 'BROKEN', backend: 'aws', reference: 'broken' });
    await put({ key: 'WHOLE', backend: 'aws', reference: 'whole' });
    harness.keep('whole', 'canary-whole');
    const find = harness.get.bind(harness);
    harness.get = async (references) => {
      if (references.some(({ text }) => text === 'broken')) throw new TypeError('canary-words');
      return find(references);
    };
    const part = await takeOf(rest, app, { only: ['BROKEN', 'WHOLE'], partial: true });
    const { answer } = await takeOf(rest, app, { only: ['BROKEN'] });
    harness.get = find;
    const { env, leftOut } = await part.open();
    expect([env, leftOut]).toEqual([{ WHOLE: 'canary-whole' }, ['BROKEN']]);
    expect(answer.json).toMatchObject({ errors: [{ code: 'backend_malformed' }] });
    expect(answer.text + rest.lines.join('')).not.toContain('canary-words');
  });

  it('nothing is fetched through a connector that does not serve the scope, whatever a row says', async () => {
    const elsewhere = await makeConnector(rest.organization, {
      ...{ kind: 'aws', slug: 'of-search', scope: rest.organization.search.team },
    });
    const { prisma } = rest.installation.database;
    const { connectorId } = await prisma.secret.findFirstOrThrow({ where: { name: 'AWS_KEY' } });
    const lead = async (id: string) =>
      prisma.secret.updateMany({ where: { name: 'AWS_KEY' }, data: { connectorId: id } });
    await lead(elsewhere);
    const { answer } = await takeOf(rest, app, { only: ['AWS_KEY'] });
    await lead(connectorId!);
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('backend_denied')]);
  });

  it('a check keeps nothing for deliveries', async () => {
    await put({ key: 'CHECKED', backend: 'aws', reference: 'checked' });
    harness.keep('checked', 'canary-checked');
    await rest.send(rest.machine, 'POST', `/apps/${app}/secrets/CHECKED/check`);
    harness.asked.length = 0;
    expect((await takeOf(rest, app, { only: ['CHECKED'] })).answer.status).toBe(201);
    expect(harness.asked).toEqual(['get checked']);
  });

  it('what waits for approval is not fetched, and what was allowed once is looked at again', async () => {
    const { prisma } = rest.installation.database;
    const approve = (approvedAt: Date | null) =>
      prisma.connector.update({ where: { id: cloud }, data: { approvedAt } });
    await approve(null);
    const waits = await takeOf(rest, app, { only: ['ONE'] });
    expect(waits.answer.json).toMatchObject({ errors: [{ code: 'backend_denied' }] });
    await approve(new Date());
    await allowOnly(rest.organization, cloud, ['prod/*']);
    const beyond = await takeOf(rest, app, { only: ['ONE'] });
    expect(beyond.answer.json).toMatchObject({ errors: [{ code: 'backend_denied' }] });
    await allowOnly(rest.organization, cloud, []);
    expect((await takeOf(rest, app, { only: ['ONE'] })).answer.status).toBe(201);
  });

  it('a brief and an integration are handed what lives elsewhere', async () => {
    const own = { key: 'CHAT_TOKEN', backend: 'aws', reference: 'chat' };
    harness.keep('chat', 'canary-chat', 'chat-1');
    await rest.send(rest.machine, 'POST', '/platform/secrets', { body: own });
    const configSchema = {
      type: 'object',
      properties: { token: { type: 'string', platformSecret: 'CHAT_TOKEN' } },
    };
    const integration = { slug: 'chat', name: 'Chat', configSchema, config: {} };
    await rest.send(rest.machine, 'POST', '/platform/integrations', { body: integration });
    const taken = await takeOf(rest, app, { only: ['INTEGRATION_CHAT'] });
    const { env } = await taken.open();
    expect(JSON.parse(env['INTEGRATION_CHAT']!)).toEqual({ token: 'canary-chat' });
    const items = await rest.installation.database.prisma.deliveryItem.findMany({
      where: { deliveryId: fromTypeId(['delivery'], taken.id)!, via: 'property' },
    });
    expect(items).toMatchObject([{ backendVersion: 'chat-1', version: 1 }]);
    harness.faults.set('chat', new BackendFault('denied', 'Mend it there.'));
    await rest.installation.database.prisma.connector.updateMany({
      where: { slug: 'cloud' },
      data: { version: { increment: 1 } },
    });
    const refused = await takeOf(rest, app, { only: ['INTEGRATION_CHAT'] });
    expect(refused.answer.json).toMatchObject({ errors: [{ code: 'backend_denied' }] });
    const preview = await rest.send(rest.machine, 'POST', '/briefs/preview', {
      body: { app, secretRefs: ['AWS_KEY', 'MAIL_KEY'] },
    });
    expect(preview.json, preview.text).toMatchObject({ ready: true });
  });
});
