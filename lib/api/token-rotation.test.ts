import { beforeAll, expect, it } from 'vitest';
import { DAY_MS } from '@/lib/domain/durations';
import { describeDatabase } from '@/lib/testing/database';
import { makeMember, signIn } from '@/lib/testing/organization';
import { openRest } from '@/lib/testing/rest';
import type { Rest, Sender } from '@/lib/testing/rest';

describeDatabase('rotated tokens over REST', (open) => {
  let rest: Rest;
  let owner: Sender;

  beforeAll(async () => {
    rest = await openRest(await open());
    owner = { cookie: await signIn(rest.installation, rest.organization.owner.email) };
  });

  const make = (body: object) => rest.send(owner, 'POST', '/tokens', { body });
  const uses = (token: unknown) =>
    rest.send({ token: token as string }, 'GET', '/teams/payments/secrets');
  const old = () =>
    make({
      name: 'ci',
      scope: { kind: 'team', id: 'payments' },
      permissions: ['secrets:list', 'secrets:write'],
      namePatterns: ['A*'],
      expiresAt: new Date(Date.now() + 30 * DAY_MS).toISOString(),
    });
  const rotate = (id: unknown, overlapSeconds: unknown, sender = owner) =>
    rest.send(sender, 'POST', `/tokens/${String(id)}/rotate`, { body: { overlapSeconds } });

  it('give a new token that may do the same, and both work while they overlap', async () => {
    const before = await old();
    const after = await rotate(before.json['id'], 3600);
    expect(after).toMatchObject({
      status: 201,
      json: {
        name: 'ci',
        scope: { path: 'payments' },
        permissions: ['secrets:list', 'secrets:write'],
        namePatterns: ['A*'],
      },
    });
    expect(after.json['token']).not.toBe(before.json['token']);
    const days = (Date.parse(after.json['expiresAt'] as string) - Date.now()) / DAY_MS;
    expect(days).toBeCloseTo(30, 1);
    expect((await uses(before.json['token'])).status).toBe(200);
    expect((await uses(after.json['token'])).status).toBe(200);
    const { items } = (await rest.send(owner, 'GET', '/tokens?scope=payments&limit=200')).json;
    const row = (items as Record<string, unknown>[]).find((one) => one['id'] === before.json['id']);
    expect(row).toMatchObject({ replacedBy: after.json['id'], revokedAt: null });
    const left = Date.parse(row!['expiresAt'] as string) - Date.now();
    expect(left).toBeGreaterThan(3_500_000);
    expect(left).toBeLessThanOrEqual(3_600_000);
  });

  it('end the old one at once where there is no overlap', async () => {
    const before = await old();
    const after = await rotate(before.json['id'], 0);
    expect((await uses(before.json['token'])).status).toBe(401);
    expect((await uses(after.json['token'])).status).toBe(200);
  });

  it('have one successor however many ask at once', async () => {
    const { json } = await old();
    const answers = await Promise.all([1, 2, 3].map(() => rotate(json['id'], 60)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  });

  it('are not revived once they have ended', async () => {
    const { json } = await old();
    await rest.send(owner, 'DELETE', `/tokens/${String(json['id'])}`);
    expect(await rotate(json['id'], 0)).toMatchObject({ status: 409 });
  });

  it('give nobody more than he has, and nothing to a token', async () => {
    const lead = await makeMember(
      rest.organization,
      'rotator',
      'admin',
      rest.organization.payments.team,
    );
    const made = await make({
      name: 'strong',
      scope: { kind: 'team', id: 'payments' },
      permissions: ['organization:manage'],
    });
    const sender = { cookie: await signIn(rest.installation, lead.email) };
    expect(await rotate(made.json['id'], 0, sender)).toMatchObject({ status: 403 });
    expect(await rotate(made.json['id'], 0, rest.machine)).toMatchObject({ status: 403 });
    expect((await uses(made.json['token'])).status).toBe(403);
  });

  it.each([[-1], [604_801], [1.5], ['60'], [null]])('refuse an overlap of %j', async (overlap) => {
    const { json } = await old();
    expect(await rotate(json['id'], overlap)).toMatchObject({
      status: 400,
      json: { errors: [{ pointer: '/overlapSeconds' }] },
    });
  });

  it('tell the log which token took whose place, and neither text', async () => {
    const before = await old();
    const after = await rotate(before.json['id'], 60);
    const events = await rest.installation.database.prisma.auditEvent.findMany();
    const text = events.map((event) => event.text).join('\n');
    expect(text).toMatch(/"action":"token.replaced"/);
    expect(text).toContain(`"replacement":{"id":"${String(after.json['id'])}"`);
    expect(text).not.toContain(before.json['token']);
    expect(text).not.toContain(after.json['token']);
  });
});
