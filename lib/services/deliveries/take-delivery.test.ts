import { beforeAll, expect, it } from 'vitest';
import { makeDeliveryKey } from '@/lib/crypto/delivery-key';
import { describeDatabases } from '@/lib/testing/database';
import { newJti, RUNNER, takeOf } from '@/lib/testing/deliveries';
import { makeToken, signIn } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';

const BOM_AND_CRLF = '\ufeffline one\r\nline two\r\n\u{1f511}';

describeDatabases('taking a delivery', (open) => {
  let rest: Rest;
  let app: string;

  beforeAll(async () => {
    rest = await openRest(await open());
    const { team, workspace, app: billing } = rest.organization.payments;
    app = billing.id;
    await put('/platform', { key: 'SHARED', value: 'canary-platform' });
    await put('/platform', { key: 'WIDE', value: 'canary-wide' });
    await put(`/teams/${team.id}`, { key: 'SHARED', value: 'canary-team' });
    await put(`/workspaces/${workspace.id}`, { key: 'TEXT', value: BOM_AND_CRLF });
    await put(`/apps/${app}`, { key: 'BYTES', valueBase64: 'AP8A' });
    await put(`/apps/${app}`, { key: 'CERT', value: 'canary-file', delivery: 'file' });
    const value = { username: 'ada', password: 'canary-password' };
    await put(`/apps/${app}`, { key: 'LOGIN', type: 'auth_profile', value });
    await put(`/apps/${app}`, { key: 'BYNAME', aliasOf: 'WIDE' });
  });

  async function put(place: string, body: object): Promise<void> {
    const { status, text } = await rest.send(rest.machine, 'POST', `${place}/secrets`, { body });
    expect(status, text).toBeLessThan(300);
  }

  it('hands over each name once, the narrowest scope winning, byte for byte', async () => {
    const taken = await takeOf(rest, app, { runner: RUNNER });
    expect(taken.answer.status, taken.answer.text).toBe(201);
    expect(taken.answer.headers.get('cache-control')).toBe('no-store');
    const { env, files, versions, leftOut, sub, generation } = await taken.open();
    expect(env).toEqual({
      SHARED: 'canary-team',
      WIDE: 'canary-wide',
      BYNAME: 'canary-wide',
      TEXT: BOM_AND_CRLF,
      BYTES: 'AP8A',
      LOGIN_USERNAME: 'ada',
      LOGIN_PASSWORD: 'canary-password',
    });
    expect(files).toEqual({ CERT: Buffer.from('canary-file').toString('base64') });
    expect(versions).toEqual({
      BYNAME: 1,
      BYTES: 1,
      CERT: 1,
      LOGIN: 1,
      SHARED: 1,
      TEXT: 1,
      WIDE: 1,
    });
    expect(leftOut).toEqual([]);
    expect(sub).toBe(taken.id);
    expect(Number(generation.platform)).toBeGreaterThan(0);
    expect(Number(generation.app)).toBeGreaterThan(0);
    const clear = `${taken.answer.text}${rest.lines.join()}`;
    expect(clear).not.toMatch(/canary/);
    expect(Buffer.from(clear, 'base64url').toString('latin1')).not.toMatch(/canary/);
  });

  it('writes the receipt, the worker and one event', async () => {
    const { prisma } = rest.installation.database;
    const events = await prisma.auditEvent.count();
    const taken = await takeOf(rest, app, { runner: RUNNER, only: ['SHARED', 'W*'] });
    expect((await taken.open()).env).toEqual({ SHARED: 'canary-team', WIDE: 'canary-wide' });
    expect(await prisma.auditEvent.count()).toBe(events + 1);
    const row = await prisma.delivery.findFirstOrThrow({
      orderBy: { id: 'desc' },
      include: { items: { orderBy: { name: 'asc' } }, worker: true },
    });
    expect(row).toMatchObject({ only: ['SHARED', 'W*'], staged: false, acknowledgedAt: null });
    expect(row.worker).toMatchObject({ host: 'web-1', command: 'node', deliveryId: row.id });
    expect(row.items).toMatchObject([
      { name: 'SHARED', scopeKind: 'team', scopePath: 'payments', shadowed: 1, version: 1 },
      { name: 'WIDE', scopeKind: 'organization', scopePath: '_platform', shadowed: 0 },
    ]);
  });

  it('a token that is limited to names takes these, and nothing of the others is told', async () => {
    const { json } = await rest.send(
      { cookie: await signIn(rest.installation, rest.organization.owner.email) },
      'POST',
      '/tokens',
      { body: { name: 'x', permissions: ['deliveries:create'], namePatterns: ['LOGIN', 'T*'] } },
    );
    const token = String(json['token']);
    const all = await (await takeOf(rest, app, { token })).open();
    expect(Object.keys(all.versions)).toEqual(['LOGIN', 'TEXT']);
    const some = await (await takeOf(rest, app, { token, only: ['T*', 'SHARED'] })).open();
    expect(some.env).toEqual({ TEXT: BOM_AND_CRLF });
  });

  it('a delivery replayed, with another key, by another token, is refused', async () => {
    const { prisma } = rest.installation.database;
    const other = await makeToken(rest.organization, undefined, ['deliveries:create']);
    const [key, jti] = [makeDeliveryKey(), newJti()];
    expect((await takeOf(rest, app, { key, jti })).answer.status).toBe(201);
    const count = () => Promise.all([prisma.delivery.count(), prisma.auditEvent.count()]);
    const before = await count();
    for (const asked of [{ key, jti }, { jti }, { key }, { key, token: other }]) {
      const { answer } = await takeOf(rest, app, asked);
      expect(answer.status).toBe(409);
      expect(answer.json).toMatchObject({ errors: [{ code: 'replayed' }] });
      expect(answer.json['sealed']).toBeUndefined();
    }
    expect(await count()).toEqual(before);
    // Nobody's jti is in another's way.
    expect((await takeOf(rest, app, { jti, token: other })).answer.status).toBe(201);
  });

  it.each(['A'.repeat(43), `AQ${'A'.repeat(41)}`, `${'_'.repeat(42)}8`])(
    'a key that shares no secret is refused: %s',
    async (x) => {
      const key = { ...makeDeliveryKey(), publicKey: { kty: 'OKP', crv: 'X25519', x } as const };
      expect((await takeOf(rest, app, { key })).answer.status).toBe(422);
    },
  );

  it('no session takes a delivery, and no token without the permission or of another place', async () => {
    const { installation, organization } = rest;
    const cookie = await signIn(installation, organization.owner.email);
    const { publicKey } = makeDeliveryKey();
    const body = { publicKey, jti: newJti() };
    const path = `/apps/${app}/deliveries`;
    expect((await rest.send({ cookie }, 'POST', path, { body })).status).toBe(403);
    const lister = await makeToken(organization, undefined, ['secrets:list']);
    expect((await takeOf(rest, app, { token: lister })).answer.status).toBe(403);
    const elsewhere = await makeToken(organization, organization.search.team, ['*']);
    expect((await takeOf(rest, app, { token: elsewhere })).answer.status).toBe(404);
    expect((await takeOf(rest, app, { token: `kst_${'A'.repeat(49)}` })).answer.status).toBe(401);
  });

  it('a worker goes on under its id, and only for who began it', async () => {
    const first = await takeOf(rest, app, { runner: RUNNER });
    const again = { ...RUNNER, id: first.worker!, host: 'web-2' };
    const second = await takeOf(rest, app, { runner: again });
    expect(second.worker).toBe(first.worker);
    const token = await makeToken(rest.organization, undefined, ['deliveries:create']);
    expect((await takeOf(rest, app, { runner: again, token })).answer.status).toBe(404);
    const indexer = rest.organization.search.app.id;
    expect((await takeOf(rest, indexer, { runner: again })).answer.status).toBe(404);
  });

  it('whoever took it says that it arrived, and nobody else', async () => {
    const { prisma } = rest.installation.database;
    const { id } = await takeOf(rest, app);
    const other = { token: await makeToken(rest.organization) };
    expect((await rest.send(other, 'POST', `/deliveries/${id}/ack`)).status).toBe(404);
    expect((await rest.send(rest.machine, 'POST', `/deliveries/${id}/ack`)).status).toBe(204);
    const acknowledged = () =>
      prisma.delivery.findFirstOrThrow({
        orderBy: { id: 'desc' },
        select: { acknowledgedAt: true },
      });
    const first = await acknowledged();
    expect(first.acknowledgedAt).not.toBeNull();
    expect((await rest.send(rest.machine, 'POST', `/deliveries/${id}/ack`)).status).toBe(204);
    expect(await acknowledged()).toEqual(first);
  });
});
