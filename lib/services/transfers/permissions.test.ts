import { beforeAll, expect, it } from 'vitest';
import type { PlanTransferInput } from '@/lib/contracts/transfer';
import type { Permission } from '@/lib/domain/permissions';
import { makeConnector, openHarness } from '@/lib/testing/backends/harness-backend';
import type { HarnessBackend } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest, Sender } from '@/lib/testing/rest';
import { createToken } from '../tokens/create-token';
import { runTransfers } from './run-transfers';

describeDatabase('who may transfer what', (open) => {
  let rest: Rest;
  let harness: HarnessBackend;
  let secrets: string;
  let transfers: string;
  let cloud: string;

  beforeAll(async () => {
    rest = await openRest(await open());
    harness = openHarness(rest.installation);
    cloud = await makeConnector(rest.organization, { kind: 'aws', slug: 'cloud', writable: true });
    const { path, id } = rest.organization.payments.app;
    secrets = `/apps/${id}/secrets`;
    transfers = `/apps/${id}/transfers`;
    harness.keep(`${path.replaceAll('.', '/')}/LOGIN`, 'behind');
  });

  const tokenOf = async (permissions: Permission[], names: string[] = []): Promise<Sender> => {
    const { ctx, payments } = rest.organization;
    const scope = { kind: 'app', id: payments.app.id } as const;
    const limits = names.length > 0 ? { namePatterns: names } : {};
    return { token: (await createToken(ctx, { name: 't', scope, permissions, ...limits })).token };
  };
  const plan = (sender: Sender, body: PlanTransferInput): Promise<Answer> =>
    rest.send(sender, 'POST', transfers, { body });
  const act = (sender: Sender, id: unknown, verb: string): Promise<Answer> =>
    rest.send(sender, 'POST', `${transfers}/${String(id)}/${verb}`, {
      ...(verb === 'start' && { body: {} }),
    });
  const read = async (sender: Sender, id: unknown) =>
    (await rest.send(sender, 'GET', `${transfers}/${String(id)}`)).json as {
      transfer: { state: string; remark: { code: string } | null };
      items: { name: string; verdict: string; state: string }[];
    };
  const put = (key: string, value: string) =>
    rest.send(rest.machine, 'POST', secrets, { body: { key, value } });

  it('a token that is limited to names plans, sees and starts what has these', async () => {
    await put('APP_ONE', 'one');
    await put('OTHER', 'other');
    const limited = await tokenOf(['secrets:write'], ['APP_*']);
    const own = await plan(limited, { mode: 'copy', to: 'cloud' });
    expect((await read(limited, own.json['id'])).items).toMatchObject([{ name: 'APP_ONE' }]);
    const all = await plan(rest.machine, { mode: 'copy', to: 'cloud' });
    const seen = (await read(limited, all.json['id'])).items;
    expect(seen.map(({ name }) => name)).toEqual(['APP_ONE']);
    expect((await act(limited, all.json['id'], 'start')).status).toBe(403);
    expect((await act(limited, own.json['id'], 'start')).status).toBe(200);
    expect((await act(limited, own.json['id'], 'cancel')).status).toBe(200);
  });

  it('sources are deleted by whoever may delete secrets alone', async () => {
    const writer = await tokenOf(['secrets:write']);
    const body: PlanTransferInput = { mode: 'move', to: 'cloud', removeSource: true };
    expect((await plan(writer, body)).status).toBe(403);
    const planned = await plan(rest.machine, body);
    expect((await act(writer, planned.json['id'], 'start')).status).toBe(403);
    expect((await plan(await tokenOf(['secrets:write', 'secrets:delete']), body)).status).toBe(201);
  });

  it('a run rests when its starter may not go on, or its connector, until somebody resumes it', async () => {
    await put('RESTING', 'x');
    const writer = await tokenOf(['secrets:write']);
    const only = ['RESTING'];
    const { json } = await plan(writer, { mode: 'copy', to: 'cloud', only });
    await act(writer, json['id'], 'start');
    const { prisma } = rest.installation.database;
    const newest = await prisma.token.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await prisma.token.update({ where: { id: newest.id }, data: { revokedAt: new Date() } });
    harness.asked.length = 0;
    await runTransfers(rest.installation);
    const rested = await read(rest.machine, json['id']);
    expect(rested.transfer).toMatchObject({ state: 'paused', remark: { code: 'not_allowed' } });
    expect([rested.items[0]!.state, harness.asked]).toEqual(['planned', []]);

    await act(rest.machine, json['id'], 'resume');
    const approvedAt = new Date();
    await prisma.connector.update({ where: { id: cloud }, data: { approvedAt: null } });
    await runTransfers(rest.installation);
    const again = await read(rest.machine, json['id']);
    expect(again.transfer).toMatchObject({ state: 'paused', remark: { code: 'not_approved' } });
    expect((await act(rest.machine, json['id'], 'resume')).status).toBe(422);
    await prisma.connector.update({ where: { id: cloud }, data: { approvedAt } });
    expect((await act(rest.machine, json['id'], 'resume')).json).toMatchObject({ remark: null });
    await runTransfers(rest.installation);
    expect((await read(rest.machine, json['id'])).transfer.state).toBe('ended');
  });

  it('guesses at what is at a target are counted by its place, whichever secret is made for them', async () => {
    const guess = async (value: string): Promise<string> => {
      await put('LOGIN', value);
      const body: PlanTransferInput = { mode: 'copy', to: 'cloud', only: ['LOGIN'] };
      const { json } = await plan(rest.machine, body);
      const [row] = (await read(rest.machine, json['id'])).items;
      await rest.send(rest.machine, 'DELETE', `${secrets}/LOGIN`);
      return row!.verdict;
    };
    expect([await guess('behind'), await guess('no')]).toEqual(['unchanged', 'replace']);
    const { prisma } = rest.installation.database;
    const ofPlace = { subject: { startsWith: 'misses:', endsWith: '/LOGIN' } };
    const { count } = await prisma.matchBudget.updateMany({ where: ofPlace, data: { spent: 20 } });
    expect([count, await guess('behind')]).toEqual([1, 'replace']);
  });

  it('what a secret of another team has its value at is neither read nor compared', async () => {
    harness.keep('shared/THEIRS', 'theirs');
    const { team } = rest.organization.search;
    const body = { key: 'THEIRS', connector: 'cloud', reference: 'shared/THEIRS' };
    await rest.send(rest.machine, 'POST', `/teams/${team.id}/secrets`, { body });
    const writer = await tokenOf(['secrets:write']);
    harness.asked.length = 0;
    for (const mode of ['import', 'refer'] as const) {
      const { json } = await plan(writer, { mode, from: 'cloud', only: ['shared/*'] });
      const { items } = await read(writer, json['id']);
      expect(items).toMatchObject([
        { name: '', source: null, target: null, verdict: 'taken', code: 'place_taken' },
      ]);
      expect(JSON.stringify(items)).not.toContain('THEIRS');
    }
    expect(harness.asked.filter((asked) => !asked.startsWith('list'))).toEqual([]);
    const owner = await plan(rest.machine, { mode: 'import', from: 'cloud', only: ['shared/*'] });
    expect(owner.json).toMatchObject({ verdicts: { new: 1 } });
  });

  it('a transfer is of its scope: at another it is not found', async () => {
    const { json } = await plan(rest.machine, { mode: 'copy', to: 'cloud' });
    const elsewhere = `/apps/${rest.organization.search.app.id}/transfers/${String(json['id'])}`;
    expect((await rest.send(rest.machine, 'GET', elsewhere)).status).toBe(404);
    const listed = await rest.send(rest.machine, 'GET', `${transfers}?limit=1`);
    expect(listed.json).toMatchObject({ items: [{ id: json['id'] }], next: json['id'] });
  });
});
