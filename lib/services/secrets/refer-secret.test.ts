import { beforeAll, beforeEach, expect, it } from 'vitest';
import { BackendFault } from '@/lib/domain/backend';
import { makeConnector, openHarness } from '@/lib/testing/backends/harness-backend';
import type { HarnessBackend } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { takeOf } from '@/lib/testing/deliveries';
import { openRest, restOf } from '@/lib/testing/rest';
import type { Answer, Rest } from '@/lib/testing/rest';

const foreign = 'arn:aws:secretsmanager:eu-west-1:999999999999:secret:x-AbCdEf';

describeDatabase('a secret that refers to a backend', (open) => {
  let rest: Rest;
  let app: string;
  let harness: HarnessBackend;

  beforeAll(async () => {
    rest = await openRest(await open());
    const { organization } = rest;
    app = organization.payments.app.id;
    harness = openHarness(rest.installation);
    const roleArn = 'arn:aws:iam::123456789012:role/reader';
    const settings = { region: 'eu-west-1', identity: 'own', roleArn };
    await makeConnector(organization, { kind: 'aws', slug: 'cloud', writable: true, settings });
    await makeConnector(organization, {
      kind: 'gcp',
      slug: 'one',
      scope: organization.payments.team,
    });
    await makeConnector(organization, {
      kind: 'gcp',
      slug: 'two',
      scope: organization.payments.app,
    });
    await makeConnector(organization, {
      kind: 'gcp',
      slug: 'searching',
      scope: organization.search.team,
    });
    const limits = { allowed: ['billing/*'], approved: false };
    await makeConnector(organization, { kind: 'vault', slug: 'vault', ...limits });
  });

  beforeEach(() => {
    harness.faults.clear();
    harness.asked.length = 0;
  });

  const put = (body: object): Promise<Answer> =>
    rest.send(rest.machine, 'POST', `/apps/${app}/secrets`, { body });

  const secretAt = (key: string, rest_ = ''): string => `/apps/${app}/secrets/${key}${rest_}`;

  async function listed(key: string): Promise<Record<string, unknown>> {
    const { json } = await rest.send(rest.machine, 'GET', `/apps/${app}/secrets?key=${key}`);
    return (json['items'] as Record<string, unknown>[])[0]!;
  }

  const codeOf = ({ status, json }: Answer): unknown[] => [
    status,
    (json['errors'] as { code: string }[] | undefined)?.[0]?.code,
  ];

  it('is shown with backend, reference and connector, in one spelling, and without a fingerprint', async () => {
    const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:billing-AbCdEf';
    const made = await put({ key: 'DB_URL', backend: 'aws_sm', reference: `${arn}:password::` });
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    expect(made.json).toMatchObject({
      key: 'DB_URL',
      version: 1,
      fingerprint: null,
      type: 'database_url',
      backend: 'aws',
      reference: `${arn}?key=password`,
      connector: { slug: 'cloud', approved: true },
      atBackend: { checkedAt: null, fault: null, version: null, at: null, schedule: null },
    });
    expect(harness.asked).toEqual([]);
    const event = await rest.installation.database.prisma.auditEvent.findFirstOrThrow({
      where: { action: 'secret.created' },
      orderBy: { number: 'desc' },
    });
    expect(JSON.parse(event.text!)).toMatchObject({
      details: {
        backend: 'aws',
        reference: `${arn}?key=password`,
        connector: { id: expect.stringMatching(/^con_/), name: 'cloud' },
      },
    });
  });

  it('that is sent as it is has no new version, and what describes it changes', async () => {
    await put({ key: 'SAME', backend: 'aws', reference: 'same' });
    const again = await put({
      key: 'SAME',
      backend: 'aws',
      reference: 'same',
      description: 'For mail',
    });
    expect([again.status, again.json['version']]).toEqual([200, 1]);
    expect(again.json['description']).toBe('For mail');
    expect((await put({ key: 'SAME', reference: 'other' })).json['version']).toBe(2);
  });

  it.each([
    ['no connector of the kind in reach', { backend: 'env', reference: 'A' }, 'no_connector'],
    ['several in reach', { backend: 'gcp', reference: 'a' }, 'several_connectors'],
    ['one of another team', { connector: 'searching', reference: 'a' }, 'no_connector'],
    [
      'one of another backend',
      { connector: 'cloud', backend: 'gcp', reference: 'a' },
      'other_backend',
    ],
    ['a path beyond its globs', { backend: 'vault', reference: 'search/x?key=a' }, 'not_allowed'],
    ['an ARN of another account', { backend: 'aws', reference: foreign }, 'not_allowed'],
    [
      'a mount of Vault’s own',
      { backend: 'vault', reference: 'x?mount=a%2Fsys' },
      'reserved_mount',
    ],
    ['a path that climbs', { backend: 'aws', reference: 'a/../b' }, 'reference'],
    ['no backend', { reference: 'a' }, 'backend'],
    ['local', { backend: 'local', reference: 'a' }, 'not_local'],
  ])('is refused with %s', async (_, fields, code) => {
    expect(codeOf(await put({ key: 'REFUSED', ...fields }))).toEqual([422, code]);
  });

  it('names the candidates where several connectors would do, and takes the one that is named', async () => {
    const several = await put({ key: 'CLOUDY', backend: 'gcp', reference: 'a' });
    expect(several.json['candidates']).toEqual(['one', 'two']);
    const made = await put({ key: 'CLOUDY', connector: 'two', reference: 'a' });
    expect(made.json).toMatchObject({ backend: 'gcp', connector: { slug: 'two' } });
  });

  it('is saved while its connector waits for approval, and says so', async () => {
    const made = await put({ key: 'WAITS', backend: 'vault', reference: 'billing/x?key=a' });
    expect(made.json).toMatchObject({ connector: { approved: false } });
    const checked = await rest.send(rest.machine, 'POST', secretAt('WAITS', '/check'));
    expect(checked.json).toMatchObject({ resolves: false, fault: { code: 'denied' } });
    expect(await listed('WAITS')).toMatchObject({ atBackend: { fault: { code: 'denied' } } });
  });

  it('has its value written there first, and changed there when a new one is sent', async () => {
    const made = await put({ key: 'WRITTEN', backend: 'aws', value: 'canary-written-1' });
    expect(made.status, made.text).toBe(201);
    expect(made.json).toMatchObject({
      reference: 'payments/production/billing/WRITTEN',
      atBackend: { version: expect.stringMatching(/^v\d+$/) },
    });
    const held = () => Buffer.from(harness.held.get('payments/production/billing/WRITTEN')!.bytes);
    expect(held().toString()).toBe('canary-written-1');
    const changed = await put({ key: 'WRITTEN', value: 'canary-written-2' });
    expect([changed.status, changed.json['version'], changed.json['backend']]).toEqual([
      200,
      2,
      'aws',
    ]);
    expect(held().toString()).toBe('canary-written-2');
    const { env } = await (await takeOf(rest, app, { only: ['WRITTEN'] })).open();
    expect(env).toEqual({ WRITTEN: 'canary-written-2' });
    const sealed = await rest.installation.database.prisma.sealedValue.count({
      where: { version: { secret: { name: 'WRITTEN' } } },
    });
    expect(sealed).toBe(0);
  });

  it('keeps what it was when the backend does not take the value', async () => {
    await put({ key: 'KEPT', backend: 'aws', value: 'canary-kept' });
    harness.faults.set('*', new BackendFault('denied', 'Allow it there.'));
    const refused = await put({ key: 'KEPT', value: 'canary-other' });
    expect(codeOf(refused)).toEqual([422, 'backend_denied']);
    expect(refused.text).not.toContain('canary');
    expect(await listed('KEPT')).toMatchObject({ version: 1 });
    harness.faults.clear();
    harness.asked.length = 0;
    const late = await put({ key: 'KEPT', value: 'canary-other', ifVersion: 7 });
    expect([late.status, harness.asked]).toEqual([409, []]);
  });

  it('is not written through a connector that only reads, nor to a version', async () => {
    const read = await put({ key: 'READ', connector: 'one', reference: 'a', value: 'canary-x' });
    expect(codeOf(read)).toEqual([422, 'read_only']);
    const pinned = { backend: 'aws', reference: 'a?stage=AWSPREVIOUS', value: 'canary-x' };
    expect(codeOf(await put({ key: 'READ', ...pinned }))).toEqual([422, 'pinned']);
    const parts = { username: 'ada', password: 'canary-x' };
    const inParts = { type: 'auth_profile', backend: 'aws', reference: 'a', value: parts };
    expect(codeOf(await put({ key: 'READ', ...inParts }))).toEqual([422, 'in_parts']);
    expect(harness.asked).toEqual([]);
  });

  it('may have been sealed here, and is again where that is said; a rollback goes to what was here', async () => {
    await put({ key: 'MOVES', value: 'canary-here-1' });
    harness.keep('moves', 'canary-there');
    await put({ key: 'MOVES', backend: 'aws', reference: 'moves' });
    expect((await (await takeOf(rest, app, { only: ['MOVES'] })).open()).env).toEqual({
      MOVES: 'canary-there',
    });
    const back = await put({ key: 'MOVES', backend: 'local', value: 'canary-here-3' });
    expect(back.json).toMatchObject({
      version: 3,
      backend: 'local',
      reference: null,
      connector: null,
    });
    const rollBack = (version: number) =>
      rest.send(rest.machine, 'POST', secretAt('MOVES', '/rollback'), { body: { version } });
    expect(codeOf(await rollBack(2))).toEqual([409, 'version_elsewhere']);
    await put({ key: 'MOVES', backend: 'aws', reference: 'moves' });
    expect((await rollBack(1)).json).toMatchObject({ version: 5, backend: 'local' });
    expect((await (await takeOf(rest, app, { only: ['MOVES'] })).open()).env).toEqual({
      MOVES: 'canary-here-1',
    });
  });

  it('stays at the backend when it is deleted, unless that is asked for', async () => {
    for (const key of ['GOES', 'STAYS'])
      await put({ key, backend: 'aws', value: 'canary-deleted' });
    await rest.send(rest.machine, 'DELETE', secretAt('STAYS'));
    expect(harness.held.has('payments/production/billing/STAYS')).toBe(true);
    harness.faults.set('*', new BackendFault('unreachable', 'Try again.'));
    const refused = await rest.send(rest.machine, 'DELETE', secretAt('GOES', '?backend=true'));
    expect([...codeOf(refused), await listed('GOES')]).toMatchObject([
      503,
      'backend_unreachable',
      {},
    ]);
    harness.faults.clear();
    const gone = await rest.send(rest.machine, 'DELETE', secretAt('GOES', '?backend=true'));
    expect([gone.status, harness.held.has('payments/production/billing/GOES')]).toEqual([
      204,
      false,
    ]);
    await put({ key: 'HERE', value: 'canary-here' });
    const local = await rest.send(rest.machine, 'DELETE', secretAt('HERE', '?backend=true'));
    expect(codeOf(local)).toEqual([422, 'not_elsewhere']);
  });

  it('is checked with version, age and schedule, and nothing of the value', async () => {
    await put({ key: 'CHECKED', backend: 'aws', reference: 'checked' });
    harness.keep('checked', 'canary-checked', 'c-1');
    harness.schedule = { enabled: true, everyDays: 30, lastAt: null, nextAt: null };
    const checked = await rest.send(rest.machine, 'POST', secretAt('CHECKED', '/check'));
    expect(checked.json, checked.text).toMatchObject({
      key: 'CHECKED',
      resolves: true,
      version: 'c-1',
      at: '2026-11-01T10:00:00.000Z',
      ageDays: expect.any(Number),
      schedule: { everyDays: 30 },
    });
    expect(checked.text).not.toContain('canary');
    harness.schedule = null;
    expect(await listed('CHECKED')).toMatchObject({
      atBackend: { version: 'c-1', at: '2026-11-01T10:00:00.000Z', schedule: { everyDays: 30 } },
    });
    await put({ key: 'SEALED', value: 'canary-sealed' });
    expect(codeOf(await rest.send(rest.machine, 'POST', secretAt('SEALED', '/check')))).toEqual([
      422,
      'not_elsewhere',
    ]);
  });

  it('resolves where the value may be read and what describes it may not', async () => {
    await put({ key: 'UNDESCRIBED', backend: 'aws', reference: 'undescribed' });
    harness.keep('undescribed', 'canary-x', 'u-1');
    harness.undescribed = new BackendFault('denied', 'Allow it there.');
    const checked = await rest.send(rest.machine, 'POST', secretAt('UNDESCRIBED', '/check'));
    harness.undescribed = null;
    expect(checked.json).toMatchObject({ resolves: true, version: 'u-1', at: null, ageDays: null });
  });

  it('is told apart in exports, and met by an import that leaves it alone', async () => {
    await put({ key: 'EXPORTED', backend: 'aws', reference: 'exported?key=a' });
    const path = `/apps/${app}/secrets/export?format=csv`;
    const { text } = await rest.send(rest.machine, 'GET', path);
    expect(text).toMatch(/^"EXPORTED",.*"aws","exported\?key=a","cloud",/m);
    const { json } = await rest.send(rest.machine, 'POST', `/apps/${app}/secrets/import`, {
      body: { format: 'dotenv', text: 'EXPORTED=canary-imported' },
    });
    expect(json['rows']).toMatchObject([{ verdict: 'invalid', code: 'lives_elsewhere' }]);
  });

  it('is what a new one becomes where the console says so', async () => {
    const env = { ...rest.installation.env, secretBackend: 'aws' } as const;
    const other = { ...rest.installation, env };
    const { send } = restOf(async () => other);
    const there = openHarness(other);
    const place = `/workspaces/${rest.organization.payments.workspace.id}/secrets`;
    const body = { key: 'BY_DEFAULT', value: 'canary-default' };
    const made = await send(rest.machine, 'POST', place, { body });
    expect(made.json, made.text).toMatchObject({
      backend: 'aws',
      reference: 'payments/production/BY_DEFAULT',
    });
    expect(there.held.size).toBe(1);
    const local = await send(rest.machine, 'POST', place, {
      body: { ...body, key: 'LOCALLY', backend: 'local' },
    });
    expect(local.json['backend']).toBe('local');
    const none = { ...rest.installation, env: { ...env, secretBackend: 'vault' } as const };
    const refused = await restOf(async () => none).send(rest.machine, 'POST', place, {
      body: { ...body, key: 'NOWHERE' },
    });
    expect(refused.status).toBe(422);
  });
});
