import { beforeAll, expect, it, vi } from 'vitest';
import { makeCallers, mayCall, unprovenPermissions } from '@/lib/testing/isolation/callers';
import type { Caller } from '@/lib/testing/isolation/callers';
import { makeTarget } from '@/lib/testing/isolation/make-target';
import { operationCalls } from '@/lib/testing/isolation/operation-calls';
import type { OperationCall } from '@/lib/testing/isolation/operation-calls';
import { ruleOf } from '@/lib/testing/isolation/operation-rights';
import { rowCounts } from '@/lib/testing/isolation/row-counts';
import { describePostgres } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { openPostgresCopy } from '@/lib/testing/postgres-template';
import { openRest, restOf } from '@/lib/testing/rest';
import type { Rest, Send } from '@/lib/testing/rest';

// Thousands of calls: slow machines need their time.
vi.setConfig({ testTimeout: 300_000 });

/** Of those that are allowed, which are answered neither as read nor as locked; see access.test. */
const OTHERWISE_ANSWERED: Readonly<Record<string, number>> = {
  readServerKey: 423,
  exportRotationEvidence: 423,
  exportLeakEvidence: 423,
  exportPeriodEvidence: 423,
  readKeyOperation: 404,
  tryKey: 422,
  resetKeys: 422,
  previewBrief: 200,
};

/**
 * What lets a brief's callback token in at all. The server key is public; all else is another brief's
 * in the matrix.
 */
const FOR_CALLBACKS: Readonly<Record<string, number>> = {
  readServerKey: 200,
  readBrief: 404,
  takeBriefDelivery: 404,
  acknowledgeDelivery: 404,
  beatWorker: 404,
  readDelivery: 404,
};

const REFUSED = [403, 404];

/**
 * The matrix of all operations and all roles. Who is refused is so by a console at work, and nothing
 * has changed. Who is allowed is let through by the same console while it is locked: then what would
 * change something answers 423, and the next caller finds everything in its place.
 */
describePostgres('the matrix of operations and roles', (serverUrl) => {
  let rest: Rest;
  let whileLocked: Send;
  let calls: OperationCall[];
  let callers: Caller[];

  beforeAll(async () => {
    const database = await openPostgresCopy(serverUrl, true);
    rest = await openRest(database);
    const target = await makeTarget(rest);
    calls = operationCalls(rest.api, target);
    const { search } = await rest.installation.database.prisma.scope
      .findFirstOrThrow({ where: { path: rest.organization.search.team.path } })
      .then((row) => ({ search: row.id }));
    callers = await makeCallers(rest, search);
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    whileLocked = restOf(async () => locked).send;
    return () => database.close();
  });

  it('covers every operation and every permission', () => {
    expect(calls.map(({ operationId }) => ruleOf(operationId))).toHaveLength(calls.length);
    expect(unprovenPermissions(callers)).toEqual([]);
  });

  it('nobody is let through beyond his role, and what is refused changes nothing', async () => {
    const { prisma } = rest.installation.database;
    const before = await rowCounts(prisma);
    const through: string[] = [];
    for (const caller of callers) {
      // Links that were never made are counted by address, which all of them share.
      await prisma.throttle.deleteMany();
      for (const one of calls.filter(({ operationId }) => !mayCall(caller, ruleOf(operationId)))) {
        const { status, text } = await rest.send(caller.sender, one.method, one.path, one);
        if (!REFUSED.includes(status)) through.push(`${caller.name} ${one.operationId} ${status}`);
        expect(text).not.toContain('canary');
      }
    }
    expect(through).toEqual([]);
    expect(await rowCounts(prisma)).toEqual(before);
  });

  it('a brief’s callback token opens nothing: no operation, and no other brief', async () => {
    const { app } = rest.organization.search;
    const body = { app: app.id, title: 'x', task: {}, secretRefs: [] };
    const brief = await rest.send(rest.machine, 'POST', '/briefs', { body });
    const callback = { token: brief.json['callbackToken'] as string };
    const { prisma } = rest.installation.database;
    const before = await rowCounts(prisma);
    for (const one of calls.filter(({ ofLink }) => !ofLink)) {
      const { status, text } = await rest.send(callback, one.method, one.path, one);
      const expected = FOR_CALLBACKS[one.operationId] ?? 401;
      expect([one.operationId, status]).toEqual([one.operationId, expected]);
      expect(text).not.toMatch(/canary|HIDDEN/);
    }
    expect(await rowCounts(prisma)).toEqual(before);
    const own = await rest.send(callback, 'GET', `/briefs/${brief.json['id'] as string}`);
    expect([own.status, own.json['status']]).toEqual([200, 'open']);
  });

  it('nobody is kept from what his role lets him do', async () => {
    const kept: string[] = [];
    for (const caller of callers) {
      for (const one of calls.filter(({ operationId }) => mayCall(caller, ruleOf(operationId)))) {
        const { operationId, method } = one;
        const expected = OTHERWISE_ANSWERED[operationId] ?? (method === 'GET' ? 200 : 423);
        const { status } = await whileLocked(caller.sender, method, one.path, one);
        if (status !== expected) kept.push(`${caller.name} ${operationId} ${status}`);
      }
    }
    expect(kept).toEqual([]);
  });
});
