import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { DAY_MS } from '@/lib/domain/durations';
import type { Installation } from '@/lib/services/context';
import { Plaintext } from '@/lib/domain/plaintext';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { enter, itemRow, linkFor, refusalOf, sealSecret } from '@/lib/testing/intake';
import type { AskedSecret, MadeLink } from '@/lib/testing/intake';
import { openCurrentValue } from '@/lib/testing/open-current-value';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind } from '../access/authorize';
import { deleteSecret } from '../secrets/delete-secret';
import { listVersions } from '../secrets/list-versions';
import { INTAKE_LIMIT } from './admit-intake';
import { answerIntake } from './answer-intake';
import { readIntake } from './read-intake';
import { revokeIntakeLink } from './revoke-intake-link';

const APP = 'payments.production.billing';

describeDatabases('entering values by an intake link', (open, kind) => {
  let installation: Installation;
  let acme: TestOrganization;
  let [one, two]: AskedSecret[] = [];
  let link: MadeLink;
  let made = 0;
  beforeAll(async () => {
    installation = await testInstallation(await open());
    acme = await makeOrganization(installation);
  });
  beforeEach(async () => {
    made += 1;
    one = await sealSecret(acme.ctx, APP, `ONE_${made}`);
    two = await sealSecret(acme.ctx, APP, `TWO_${made}`);
    link = await linkFor(acme.ctx, [one, two]);
    await installation.database.prisma.throttle.deleteMany();
  });
  afterEach(() => vi.useRealTimers());

  const read = () => readIntake(installation, link.holder);
  const put = (secret: AskedSecret, text: string, on = installation) =>
    enter(on, link, secret, text);
  const openItem = { answeredAt: null, version: null };

  it('reads who asks, for what and until when: no fingerprint, no value, no other name', async () => {
    const seen = await read();
    expect(seen).toMatchObject({
      askedBy: { name: 'Owner', email: 'owner@acme.example' },
      label: 'Bob',
      items: [
        { id: one!.id, key: one!.key, path: APP, format: 'utf8', answeredAt: null },
        { id: two!.id, key: two!.key, path: APP },
      ],
    });
    const fields = ['id', 'key', 'path', 'type', 'format', 'parts', 'description', 'answeredAt'];
    expect(Object.keys(seen.items[0]!)).toEqual(fields);
  });

  it('seals a new current version, as the link and its maker, in the audit log too', async () => {
    expect(await put(one!, 'entered by Bob')).toMatchObject({ answered: 1, asked: 2 });
    expect((await openCurrentValue(installation, one!.id)).toString()).toBe('entered by Bob');
    const { items } = await listVersions(acme.ctx, anyKind(APP), one!.key, {});
    const by = 'link for Bob by owner@acme.example';
    expect(items[0]).toMatchObject({ version: 2, state: 'current', createdBy: by });
    const event = await installation.database.prisma.auditEvent.findFirstOrThrow({
      where: { action: 'secret.replaced' },
      orderBy: { number: 'desc' },
    });
    expect(JSON.parse(event.text!)).toMatchObject({
      actor: { kind: 'link', id: link.id, name: by },
      details: { secret: { id: one!.id }, version: 2 },
    });
    expect(event.text).not.toContain('entered by Bob');
    expect(await itemRow(installation, link, one!)).toMatchObject({ version: 2 });
    const left = (await read()).items.filter((item) => item.answeredAt === null);
    expect(left.map((item) => item.key)).toEqual([two!.key]);
  });

  it('takes one answer for each, and nothing once all are entered', async () => {
    await put(one!, 'first');
    expect(await refusalOf(put(one!, 'second'))).toContain('conflict: A value of ONE_');
    expect((await openCurrentValue(installation, one!.id)).toString()).toBe('first');
    await put(two!, 'other');
    expect(await refusalOf(read())).toBe(
      'not_found: All values that this link asked for are sealed. Each is entered once.',
    );
    expect(await refusalOf(put(two!, 'again'))).toContain('not_found');
  });

  it('lets one of several answers at once win, and seals no other', async () => {
    const texts = ['a1', 'b2', 'c3', 'd4'];
    const outcomes = await Promise.all(texts.map((text) => refusalOf(put(one!, text))));
    expect(outcomes.filter((outcome) => outcome === 'none')).toHaveLength(1);
    const others = outcomes.filter((outcome) => outcome !== 'none');
    expect(others.map((outcome) => outcome.split(':')[0])).toEqual(Array(3).fill('conflict'));
    const winner = texts[outcomes.indexOf('none')];
    expect((await openCurrentValue(installation, one!.id)).toString()).toBe(winner);
    const { items } = await listVersions(acme.ctx, anyKind(APP), one!.key, {});
    expect(items).toHaveLength(2);
  });

  it('holds the value to the chosen type of the secret, and uses nothing up for a wrong one', async () => {
    const typed = await sealSecret(acme.ctx, APP, `HOOK_${made}`, 'webhook_secret');
    link = await linkFor(acme.ctx, [typed]);
    expect(await refusalOf(put(typed, 'short'))).toContain('at least 16 characters');
    expect(await itemRow(installation, link, typed)).toMatchObject(openItem);
    const remedy = 'Or ask owner@acme.example, who can change what is expected.';
    expect(await refusalOf(put(typed, 'long enough for a webhook'))).toContain(remedy);
    expect(await refusalOf(put(typed, 'longenoughforawebhook'))).toBe('none');
  });

  it.each<[string, ValueFormat, string]>([
    ['the name itself', 'utf8', 'name'],
    ['an object for a type without parts', 'object', '{"username":"a","password":"b"}'],
  ])('refuses %s, and uses nothing up for it', async (_, format, text) => {
    const secret = await sealSecret(acme.ctx, APP, `LONG_ENOUGH_${made}`);
    link = await linkFor(acme.ctx, [secret]);
    const plaintext = Plaintext.fromText(text === 'name' ? secret.key : text);
    const answer = { item: secret.id, value: { plaintext, format } };
    const refusal = await refusalOf(answerIntake(installation, link.holder, answer));
    expect(refusal).toMatch(/^(rule_broken|invalid_shape)/);
    expect(await itemRow(installation, link, secret)).toMatchObject(openItem);
  });

  it('ends by the database’s clock, whatever a node’s clock says', async () => {
    // The embedded database is part of the node: they have one clock.
    if (kind === 'postgres') vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * DAY_MS });
    expect(await refusalOf(read())).toBe('none');
    vi.useRealTimers();
    await installation.database.prisma.$executeRaw`
      UPDATE intake_link SET expires_at = clock_timestamp()`;
    const expired = 'This link has expired. Ask owner@acme.example for a new one.';
    expect(await refusalOf(read())).toContain(expired);
    expect(await refusalOf(put(one!, 'late'))).toContain(expired);
    expect(await itemRow(installation, link, one!)).toMatchObject(openItem);
  });

  it('ends when it is revoked; what was entered stays', async () => {
    await put(one!, 'kept');
    await revokeIntakeLink(acme.ctx, link.id);
    await revokeIntakeLink(acme.ctx, link.id);
    const revoked = 'This link was revoked. Ask owner@acme.example for a new one.';
    expect(await refusalOf(read())).toContain(revoked);
    expect(await refusalOf(put(two!, 'late'))).toContain(revoked);
    expect((await openCurrentValue(installation, one!.id)).toString()).toBe('kept');
    const where = { action: 'intake_link.revoked', targetId: { not: null } };
    const events = await installation.database.prisma.auditEvent.findMany({ where });
    const ours = events.filter((event) => event.text?.includes(link.id));
    expect(ours.map((event) => JSON.parse(event.text!).details.answered)).toEqual([1]);
  });

  it('ends with its maker: deactivated, or without the right to write there', async () => {
    const maker = await makeMember(acme, `maker-${made}`, 'editor', acme.payments.team);
    link = await linkFor(contextOf(installation, maker), [one!]);
    const { prisma } = installation.database;
    await prisma.scopeGrant.updateMany({ where: { userId: maker.id }, data: { role: 'viewer' } });
    expect(await refusalOf(put(one!, 'x'))).toContain('not_found: This link does not ask for');
    await prisma.scopeGrant.updateMany({ where: { userId: maker.id }, data: { role: 'editor' } });
    expect(await refusalOf(read())).toBe('none');
    await prisma.user.update({ where: { id: maker.id }, data: { deactivatedAt: new Date() } });
    const gone = 'who made this link, is no longer there. Ask whoever sent it';
    expect(await refusalOf(read())).toContain(gone);
    expect(await refusalOf(put(one!, 'x'))).toContain(gone);
    expect(await itemRow(installation, link, one!)).toMatchObject(openItem);
  });

  it('does not ask for a deleted secret any more, nor seals into a new one of its name', async () => {
    await deleteSecret(acme.ctx, anyKind(APP), one!.key, {});
    expect((await read()).items.map((item) => item.key)).toEqual([two!.key]);
    await sealSecret(acme.ctx, APP, one!.key);
    expect(await refusalOf(put(one!, 'x'))).toContain('not asked for by the link any more');
    const other = await sealSecret(acme.ctx, APP, `OTHER_${made}`);
    expect(await refusalOf(put(other, 'x'))).toContain('not asked for by the link any more');
  });

  it('while the console is locked says so plainly, and uses nothing up', async () => {
    const locked = await testInstallation(installation.database, {
      KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY,
    });
    expect(await refusalOf(readIntake(locked, link.holder))).toContain('locked: The console');
    expect(await refusalOf(put(one!, 'x', locked))).toContain('open the link again later');
    expect(await itemRow(installation, link, one!)).toMatchObject(openItem);
  });

  it('answers alike for an unknown link and a malformed one, and to no more than a few of them', async () => {
    const { secret, address } = link.holder;
    const attempt = (text: string) =>
      refusalOf(readIntake(installation, { secret: text, address, requestId: 'test' }));
    const [unknown, cut] = [await attempt('A'.repeat(43)), await attempt(secret.slice(0, -1))];
    expect(unknown).toBe(cut);
    expect(unknown).toContain('not_found: This link is not one of this console');
    for (let tried = 2; tried < INTAKE_LIMIT.attemptsMax; tried += 1) {
      expect(await refusalOf(read())).toBe('none');
      await attempt(`guess ${tried}`);
    }
    expect(await attempt('one more')).toContain('throttled');
    expect(await refusalOf(read())).toContain('throttled');
    const elsewhere = { ...link.holder, address: '198.51.100.4' };
    expect(await refusalOf(readIntake(installation, elsewhere))).toBe('none');
  });
});
