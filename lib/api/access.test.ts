import { beforeAll, describe, expect, it } from 'vitest';
import type { UserActor } from '@/lib/domain/actor';
import { makeTarget, TARGET_KEY } from '@/lib/testing/isolation/make-target';
import { operationCalls } from '@/lib/testing/isolation/operation-calls';
import type { OperationCall } from '@/lib/testing/isolation/operation-calls';
import { describeDatabase } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization, makeToken, signIn } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { CONSOLE_ORIGIN, openRest, restOf } from '@/lib/testing/rest';
import type { Rest, Sender } from '@/lib/testing/rest';

/** Neither read as usual nor refused because of the lock. All of them refuse what these calls send. */
const WHILE_LOCKED = {
  // No delivery was taken by whoever calls here.
  beatWorker: 404,
  acknowledgeDelivery: 404,
  // No session may, locked or not.
  takeAppDelivery: 403,
  takeRotationTrialDelivery: 403,
  // The key that it would tell of is sealed.
  readServerKey: 423,
  // What is signed needs a key.
  exportRotationEvidence: 423,
  exportLeakEvidence: 423,
  exportPeriodEvidence: 423,
  // It changes nothing; the brief there was made by another.
  previewBrief: 200,
  reissueCallbackToken: 403,
  takeBriefDelivery: 403,
  // There is no key operation to be read.
  readKeyOperation: 404,
  // They are for a locked console: the one takes a key, the other the fingerprint of the lost one.
  tryKey: 422,
  resetKeys: 422,
};

describeDatabase('access over REST', (open) => {
  let rest: Rest;
  let calls: OperationCall[];
  let ofLinks: OperationCall[];
  let stranger: TestOrganization;
  let lead: UserActor;
  const senders: Record<string, { sender: Sender; actorId: string }> = {};

  beforeAll(async () => {
    rest = await openRest(await open());
    const { installation, organization } = rest;
    const { payments } = organization;
    const all = operationCalls(rest.api, await makeTarget(rest));
    calls = all.filter((one) => !one.ofLink);
    ofLinks = all.filter((one) => one.ofLink);

    stranger = await makeOrganization(installation, 'strangers');
    lead = await makeMember(organization, 'lead', 'admin', payments.team);
    const token = await makeToken(organization, payments.team);
    const tokens = installation.database.prisma.token;
    const made = await tokens.findFirstOrThrow({ orderBy: { id: 'desc' } });
    senders['the owner of another organization'] = {
      sender: { cookie: await signIn(installation, stranger.owner.email) },
      actorId: stranger.owner.id,
    };
    senders['the lead of another team'] = {
      sender: { cookie: await signIn(installation, lead.email) },
      actorId: lead.id,
    };
    senders['a token of another team'] = { sender: { token }, actorId: made.id };
  });

  const call = (sender: Sender, { method, path, body }: OperationCall) =>
    rest.send(sender, method, path, body === undefined ? {} : { body });

  /** All refusals of an actor that are recorded: told as events, or still counted within the minute. */
  async function refusalsOf(actorId: string): Promise<number> {
    const { prisma } = rest.installation.database;
    const events = await prisma.auditEvent.findMany({
      where: { actorId, action: 'access.denied' },
    });
    const windows = await prisma.denialWindow.findMany({
      where: { actorKey: { endsWith: actorId } },
    });
    const told = events.map((event) => {
      const { details } = JSON.parse(event.text!) as { details: { count: number } };
      return details.count;
    });
    const counted = windows.map((window) => window.count - 1);
    return [...told, ...counted].reduce((sum, count) => sum + count, 0);
  }

  it.each([
    ['the owner of another organization'],
    ['the lead of another team'],
    ['a token of another team'],
  ])('with the ids of a team is “not found” to %s on every route, and recorded', async (name) => {
    const { sender, actorId } = senders[name]!;
    const { prisma } = rest.installation.database;
    const before = await prisma.secretVersion.count();
    for (const one of calls.filter((candidate) => candidate.takesIds)) {
      const already = await refusalsOf(actorId);
      const answer = await call(sender, one);
      // A token makes no tokens or links anywhere: it is told so before any id is looked at.
      const persons = ['createToken', 'makeIntakeLink', 'makeInvitation'].includes(one.operationId);
      const never = persons && name === 'a token of another team';
      // Roles and groups are the organization's: who manages people of a team knows of them.
      const known = one.ofOrganization && name !== 'the owner of another organization';
      const read = known && one.method === 'GET';
      // So are database connections: who does not manage its backends is told so, whatever the id.
      const managed =
        one.path.startsWith('/instances/') && name !== 'the owner of another organization';
      const status = read ? 200 : never || known || managed ? 403 : 404;
      expect([one.operationId, answer.status]).toEqual([one.operationId, status]);
      expect(answer.text).not.toMatch(/search|indexer|canary/);
      const recorded = (await refusalsOf(actorId)) - already;
      expect([one.operationId, recorded]).toEqual([one.operationId, never || read ? 0 : 1]);
    }
    expect(await prisma.secretVersion.count()).toBe(before);
    const seen = await rest.send(sender, 'GET', '/scopes');
    const { team, workspace, app } = rest.organization.search;
    for (const { id } of [team, workspace, app]) expect(seen.text).not.toContain(id);
  });

  it('knows of the platform whoever belongs to the organization, who still may not write', async () => {
    const { sender } = senders['a token of another team']!;
    const body = { key: 'A', value: 'b' };
    expect((await rest.send(sender, 'POST', '/platform/secrets', { body })).status).toBe(403);
    expect((await rest.send(sender, 'GET', '/platform/secrets')).status).toBe(403);
  });

  describe('without a session or a valid token', () => {
    it.each([
      ['nothing', {}],
      ['a token that was never made', { authorization: `Bearer kst_${'A'.repeat(49)}` }],
      ['another scheme', { authorization: 'Basic b3duZXI6cGFzc3dvcmQ=' }],
      ['a made-up cookie', { cookie: 'keystow.session=eyJhbGciOiJub25lIn0.e30.' }],
      ['a header that internals use', { 'x-middleware-subrequest': 'middleware:middleware' }],
    ])('every route answers 401 to %s', async (_, headers: Record<string, string>) => {
      for (const { method, path, body } of calls) {
        const answer = await rest.send(null, method, path, { body, headers });
        expect([path, answer.status]).toEqual([path, 401]);
        expect(answer.json).toMatchObject({ code: 'unauthenticated' });
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      }
    });
  });

  describe('with a link', () => {
    it('exactly two routes are open to whoever holds one, and to nobody else', async () => {
      const named = ofLinks.map(({ method, path }) => `${method} ${path}`);
      expect(named).toEqual(['POST /intake/read', 'POST /intake/answer']);
      const owner = { cookie: await signIn(rest.installation, rest.organization.owner.email) };
      const before = await rest.installation.database.prisma.auditEvent.count();
      for (const sender of [null, owner, rest.machine]) {
        for (const one of ofLinks) {
          const answer = await call(sender, one);
          expect([one.path, answer.status]).toEqual([one.path, 404]);
          expect(answer.text).not.toMatch(/search|indexer|canary|HIDDEN|@/);
        }
      }
      expect(await rest.installation.database.prisma.auditEvent.count()).toBe(before);
    });
  });

  describe('by a session', () => {
    it.each([
      ['without Origin', undefined],
      ['with the Origin “null”', 'null'],
      ['from another site', 'https://evil.example'],
      ['from another port', 'http://localhost:3001'],
    ])('is refused for every write %s, and nothing is changed', async (_, origin) => {
      const { prisma } = rest.installation.database;
      const count = () => Promise.all([prisma.secretVersion.count(), prisma.auditEvent.count()]);
      const cookie = await signIn(rest.installation, rest.organization.owner.email);
      const before = await count();
      const headers = { cookie, ...(origin === undefined ? {} : { origin }) };
      for (const { method, path, body } of calls.filter((one) => one.method !== 'GET')) {
        const answer = await rest.send(null, method, path, { body, headers });
        expect([path, answer.status, answer.json['code']]).toEqual([path, 403, 'cross_site']);
      }
      expect(await count()).toEqual(before);
      expect((await rest.send(null, 'GET', '/scopes', { headers })).status).toBe(200);
    });

    it('passes from the console itself, and writes as that person', async () => {
      const cookie = await signIn(rest.installation, rest.organization.owner.email);
      const headers = { cookie, origin: CONSOLE_ORIGIN };
      const body = { key: 'BY_OWNER', value: 'x' };
      const answer = await rest.send(null, 'POST', '/platform/secrets', { headers, body });
      expect(answer).toMatchObject({ status: 201, json: { updatedBy: 'owner@acme.example' } });
    });
  });

  it('is never answered from a cache and never framed: every answer says so', async () => {
    const paths = ['/scopes', '/openapi.json', '/none', '/apps/none/secrets', '/platform/secrets'];
    for (const path of paths) {
      for (const sender of [null, rest.machine]) {
        for (const method of ['GET', 'POST', 'PUT', 'HEAD', 'OPTIONS']) {
          const { headers } = await rest.send(sender, method, path);
          expect([path, method, headers.get('cache-control')]).toEqual([path, method, 'no-store']);
          expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
        }
      }
    }
  });

  it('while the console is locked reads names, and writes nothing', async () => {
    const { database } = rest.installation;
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    expect(locked.keys.state.kind).toBe('locked');
    const { send } = restOf(async () => locked);
    const before = await database.prisma.auditEvent.count();
    const owner = { cookie: await signIn(locked, rest.organization.owner.email) };
    const others: Record<string, number> = {};
    for (const { operationId, method, path, body } of [...calls, ...ofLinks]) {
      const { status } = await send(owner, method, path, { body });
      if (status !== (method === 'GET' ? 200 : 423)) others[operationId] = status;
    }
    expect(others).toEqual(WHILE_LOCKED);
    const listed = await send(rest.machine, 'GET', '/apps/indexer/secrets');
    expect(listed.json).toMatchObject({ keys: [TARGET_KEY] });
    expect(await database.prisma.auditEvent.count()).toBe(before);
  });
});
