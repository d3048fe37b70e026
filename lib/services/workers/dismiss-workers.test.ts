import { beforeEach, expect, it } from 'vitest';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { beatOf, makeWorker, silence, startWorker } from '@/lib/testing/workers';
import { anyKind } from '../access/authorize';
import { putSecret } from '../secrets/put-secrets';
import { dismissWorkers } from './dismiss-workers';
import { listWorkers } from './list-workers';

describeDatabase('workers that fell silent for good', (open) => {
  let acme: TestOrganization;
  let app: ScopeSummary;
  let puts = 0;

  beforeEach(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
    app = acme.payments.app;
  });

  const put = () => {
    const plaintext = Plaintext.fromText(`value ${(puts += 1)}`);
    return putSecret(acme.ctx, anyKind(app.path), { key: 'OWN', plaintext, format: 'utf8' });
  };

  const listed = async (query = {}) =>
    (await listWorkers(acme.ctx, anyKind(app.path), query)).items;

  const missing = async () => (await listed({ show: 'missing' })).map(({ id }) => id);

  it('with something older are missing until they are heard again or say their last word', async () => {
    await put();
    const [first, second] = [await makeWorker(acme, app), await makeWorker(acme, app)];
    for (const one of [first, second]) await silence(acme, one, 901);
    expect(await missing()).toEqual([]);
    await put();
    expect(await missing()).toEqual([second.id, first.id]);
    await beatOf(acme, first);
    expect(await missing()).toEqual([second.id]);
    await beatOf(acme, second, 'ended');
    expect(await missing()).toEqual([]);
  });

  it('before they ever began are not missing', async () => {
    await put();
    const worker = await startWorker(acme, app);
    await put();
    await silence(acme, worker, 901);
    expect(await missing()).toEqual([]);
    expect(await listed()).toEqual([]);
    expect(await listed({ show: 'past' })).toMatchObject([{ state: 'starting', presence: 'gone' }]);
  });

  it('are dismissed by one who may ask for restarts, which is told; heard again they are there', async () => {
    await put();
    const [gone, here] = [await makeWorker(acme, app), await makeWorker(acme, app)];
    await put();
    await silence(acme, gone, 901);
    const workers = [gone.id, here.id];
    const viewer = contextOf(
      acme.ctx.installation,
      await makeMember(acme, 'viewer', 'viewer', app),
    );
    const dismiss = (ctx = acme.ctx, at = app) =>
      dismissWorkers(ctx, anyKind(at.path), { workers });
    await expect(dismiss(viewer)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await dismiss(acme.ctx, acme.search.app)).toEqual({ dismissed: 0 });
    expect(await missing()).toEqual([gone.id]);
    expect(await dismiss()).toEqual({ dismissed: 1 });
    expect(await dismiss()).toEqual({ dismissed: 0 });
    expect(await missing()).toEqual([]);
    const { prisma } = acme.ctx.installation.database;
    const told = await prisma.auditEvent.findMany({ where: { action: 'worker.dismissed' } });
    expect(told.map(({ text }) => (JSON.parse(text!) as { details: object }).details)).toEqual([
      expect.objectContaining({ workers: 1, workerIds: [gone.id] }),
    ]);
    await beatOf(acme, gone);
    await silence(acme, gone, 901);
    expect(await missing()).toEqual([gone.id]);
  });
});
