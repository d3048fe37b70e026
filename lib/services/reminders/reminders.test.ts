import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId } from '@/lib/domain/ids';
import type { Context } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { sealSecret } from '@/lib/testing/intake';
import { lastEvents } from '@/lib/testing/last-events';
import { makeMember, makeOrganization, makeToken } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind } from '../access/authorize';
import { POSTS, spendHourly } from '../access/spend-hourly';
import { snoozeRotation } from '../rotation/snooze-rotation';
import { readToken } from '../tokens/read-token';
import { createReminderHook } from './create-hook';
import { deleteReminderHook } from './delete-hook';
import { findDueReminders } from './find-due';
import { sendReminders } from './keep-reminders';
import { listReminderHooks } from './list-hooks';
import { listReminders } from './list-reminders';
import { postDueReminders } from './post-reminders';
import { retryReminder } from './retry-reminder';
import { testReminderHook } from './test-hook';

const APP = 'payments.production.billing';

interface Taken {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

let end: (() => void)[] = [];
afterEach(() => {
  for (const one of end) one();
  end = [];
});

async function openReceiver() {
  const taken: Taken[] = [];
  const receiver = {
    ...{ taken, status: 200, url: '' },
    /** What happens while it thinks about its first message, and how it answers that. */
    meanwhile: null as (() => Promise<number>) | null,
  };
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    taken.push({ headers: request.headers, text });
    const { meanwhile } = receiver;
    receiver.meanwhile = null;
    const status = meanwhile ? await meanwhile() : receiver.status;
    response.writeHead(status, { Location: 'http://127.0.0.1:1/' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  end.push(() => server.close());
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return receiver;
}

async function openMailbox() {
  const mails: { to: string; text: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (part: Buffer) => (text += part.toString()));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo[0]!.address, text: text.replace(/=\r\n/g, '') });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  end.push(() => server.close());
  return { mails, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` };
}

describeDatabase('reminders', (open) => {
  let database: Database;
  let acme: TestOrganization;
  let mailbox: Awaited<ReturnType<typeof openMailbox>>;
  let receiver: Awaited<ReturnType<typeof openReceiver>>;

  beforeEach(async () => {
    database = await open();
    mailbox = await openMailbox();
    receiver = await openReceiver();
    const env = { WEBHOOK_PRIVATE_HOSTS: '127.0.0.1', SMTP_URL: mailbox.url };
    acme = await makeOrganization(await testInstallation(database, env));
  });

  const sql = (text: string) => database.pool.query(text);
  /** A provider key of the app, due by its window of 90 days that many days ago. */
  async function overdue(key: string, daysAgo: number): Promise<void> {
    await sealSecret(acme.ctx, APP, key, 'api_key');
    await sql(`UPDATE secret_version v SET created_at = now() - interval '${(90 + daysAgo) * 24 + 1} h'
                 FROM secret s WHERE s.id = v.secret_id AND s.name = '${key}'`);
  }
  const round = async () => {
    await findDueReminders(acme.ctx.installation);
    await sendReminders(acme.ctx.installation);
  };
  const retryNow = () =>
    sql(`UPDATE reminder SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL`);
  const dayLater = () => sql(`UPDATE reminder SET sent_at = sent_at - interval '25 h'`);
  const hookAt = (path: string, ctx: Context = acme.ctx) =>
    createReminderHook(ctx, anyKind(path), { url: receiver.url });
  const posted = () =>
    receiver.taken.map(({ text }) => JSON.parse(text) as { type: string; data: { key: string } });
  const list = async () => (await listReminders(acme.ctx, anyKind(APP))).items;

  it('a webhook of the scope or above is told once of each stage whoever looks at once, signed, by name and never by value', async () => {
    const { secret } = await hookAt('payments');
    await overdue('LATE', 1);
    await overdue('SOON', -10);
    await overdue('FRESH', -60);
    await Promise.all([round(), round()]);
    await round();
    expect(
      posted()
        .map(({ type, data }) => `${type} ${data.key}`)
        .sort(),
    ).toEqual(['rotation.due SOON', 'rotation.overdue LATE']);
    const { headers, text } = receiver.taken[0]!;
    const verify = (body: string) =>
      new Webhook(secret).verify(body, headers as Record<string, string>);
    expect(verify(text)).toMatchObject({ data: { scope: APP } });
    expect(() => verify(`${text} `)).toThrow('No matching signature');
    expect(headers['content-type']).toBe('application/json');
    expect(text).not.toContain('thevaluebeforeanylink');
    expect(Object.keys((posted()[0] as unknown as { data: object }).data)).toEqual(
      'id key scope type version windowDays dueAt url'.split(' '),
    );
  });

  it('a week after the due instant it escalates to those who manage the scope, and that is recorded', async () => {
    await hookAt(APP);
    await makeMember(acme, 'lead', 'admin', acme.payments.team);
    await makeMember(acme, 'viewer', 'viewer', acme.payments.team);
    await makeMember(acme, 'elsewhere', 'admin', acme.search.team);
    await overdue('LATE', 8);
    await round();
    expect(posted()).toMatchObject([{ type: 'rotation.escalated', data: { key: 'LATE' } }]);
    expect(mailbox.mails.map(({ to }) => to).sort()).toEqual([
      'lead@acme.example',
      'owner@acme.example',
    ]);
    expect(await lastEvents(database.prisma, acme.id, 1)).toMatchObject([
      { action: 'rotation.escalated', version: 1, receivers: 3, secret: { name: 'LATE' } },
    ]);
  });

  it('the owner alone is mailed before it escalates, with all that is due in one mail a day', async () => {
    const bob = await makeMember(acme, 'bob', 'editor', acme.payments.team);
    await overdue('LATE', 1);
    await overdue('SOON', -10);
    await sql(`UPDATE secret SET owner_user_id = '${bob.id}'`);
    await round();
    expect(mailbox.mails.map(({ to }) => to)).toEqual(['bob@acme.example']);
    expect(mailbox.mails[0]!.text).toMatch(/LATE: overdue since[^]*SOON: due/);
    await overdue('ANOTHER', 1);
    await sql(`UPDATE secret SET owner_user_id = '${bob.id}'`);
    await round();
    expect(mailbox.mails).toHaveLength(1);
    await dayLater();
    await round();
    expect(mailbox.mails).toHaveLength(2);
    expect(mailbox.mails[1]!.text).not.toContain('LATE');
  });

  it('an owner who may no longer list it is told no name, and those who manage the scope are instead', async () => {
    const bob = await makeMember(acme, 'bob', 'editor', acme.search.team);
    await overdue('LATE', 1);
    await sql(`UPDATE secret SET owner_user_id = '${bob.id}'`);
    await round();
    expect(mailbox.mails.map(({ to }) => to)).toEqual(['owner@acme.example']);
  });

  it('what is put off or has a new version is not reminded of any more', async () => {
    receiver.status = 503;
    await hookAt(APP);
    await overdue('LATE', 1);
    await overdue('REPLACED', 1);
    await round();
    expect(receiver.taken).toHaveLength(2);
    const target = { reference: anyKind(APP), key: 'LATE' };
    await snoozeRotation(acme.ctx, target, { reason: 'The vendor is away.', days: 3 });
    await sealSecret(acme.ctx, APP, 'REPLACED', 'api_key');
    await retryNow();
    await sendReminders(acme.ctx.installation);
    expect(receiver.taken).toHaveLength(2);
    await round();
    expect(await list()).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ state: 'waiting' })]),
    );
  });

  it('what is not taken is tried with the same id until it is dead, and somebody may have it tried again', async () => {
    receiver.status = 302;
    await hookAt(APP);
    await overdue('LATE', 1);
    await round();
    for (let tries = 1; tries < 8; tries += 1) {
      expect(receiver.taken).toHaveLength(tries);
      await retryNow();
      await sendReminders(acme.ctx.installation);
    }
    await round();
    expect(new Set(receiver.taken.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const dead = (await list())[0]!;
    expect(dead).toMatchObject({ key: 'LATE', state: 'dead', failure: 'status_302', attempts: 8 });
    receiver.status = 200;
    await retryReminder(acme.ctx, anyKind(APP), dead.id);
    expect(await lastEvents(database.prisma, acme.id, 1)).toMatchObject([
      {
        action: 'rotation.reminder_retried',
        ...{ stage: 'overdue', version: 1, secret: { name: 'LATE' } },
        reminderHook: { name: new URL(receiver.url).host },
      },
    ]);
    await round();
    expect((await list()).find(({ id }) => id === dead.id)).toMatchObject({ state: 'sent' });
  });

  it('status 410 takes a webhook out of service until a test was taken', async () => {
    receiver.status = 410;
    const { hook } = await hookAt(APP);
    await overdue('LATE', 1);
    await round();
    await retryNow();
    await round();
    expect(receiver.taken).toHaveLength(1);
    expect((await listReminderHooks(acme.ctx, anyKind(APP))).items).toMatchObject([
      { inService: false, failure: 'status_410' },
    ]);
    receiver.status = 200;
    const tested = await testReminderHook(acme.ctx, anyKind(APP), hook.id);
    expect(tested).toMatchObject({ inService: true, failures: 0 });
    await retryNow();
    await round();
    expect(posted().map(({ type }) => type)).toEqual([
      'rotation.overdue',
      'rotation.test',
      'rotation.overdue',
    ]);
  });

  it('a node that was slow says nothing of what another took over and sent', async () => {
    await hookAt(APP);
    await overdue('LATE', 1);
    receiver.meanwhile = async () => {
      await retryNow();
      await sendReminders(acme.ctx.installation);
      return 503;
    };
    await round();
    expect(receiver.taken).toHaveLength(2);
    const [sent] = (await list()).filter(({ hook }) => hook !== null);
    expect(sent).toMatchObject({ state: 'sent', failure: null });
  });

  it('a message that was under way brings no webhook back that said 410 meanwhile', async () => {
    await hookAt(APP);
    await overdue('LATE', 1);
    await overdue('LATER', 2);
    receiver.status = 410;
    const failure = async () => (await listReminderHooks(acme.ctx, anyKind(APP))).items[0]!.failure;
    receiver.meanwhile = async () => {
      await expect.poll(failure, { timeout: 8000 }).toBe('status_410');
      return 200;
    };
    await round();
    expect(receiver.taken).toHaveLength(2);
    expect(await failure()).toBe('status_410');
  });

  it('a webhook that is slow and has many waiting keeps no other waiting', async () => {
    await hookAt(APP);
    for (let count = 0; count < 9; count += 1) await overdue(`LATE_${count}`, 20 - count);
    const other = await openReceiver();
    await createReminderHook(acme.ctx, anyKind('search'), { url: other.url });
    await sealSecret(acme.ctx, 'search', 'THEIRS', 'api_key');
    await sql(`UPDATE secret_version v SET created_at = now() - interval '91 days'
                 FROM secret s WHERE s.id = v.secret_id AND s.name = 'THEIRS'`);
    await findDueReminders(acme.ctx.installation);
    await postDueReminders(acme.ctx.installation);
    expect([receiver.taken.length, other.taken.length]).toEqual([7, 1]);
  });

  it('an address changed in the database alone gets nothing', async () => {
    const other = await openReceiver();
    await hookAt(APP);
    await sql(`UPDATE reminder_hook SET url = '${other.url}'`);
    await overdue('LATE', 1);
    await round();
    expect([...other.taken, ...receiver.taken]).toEqual([]);
    expect(await list()).toEqual(
      expect.arrayContaining([expect.objectContaining({ state: 'dead', failure: 'unreadable' })]),
    );
  });

  it('who may not list the secrets of a scope cannot have their names posted', async () => {
    const text = await makeToken(acme, acme.payments.team, ['integrations:manage']);
    const actor = await readToken(acme.ctx.installation, text);
    const ctx = contextOf(acme.ctx.installation, actor!);
    await expect(hookAt(APP, ctx)).rejects.toThrow('secrets:list');
  });

  it('a webhook is tested by hand 60 times an hour and person at most', async () => {
    const { hook } = await hookAt(APP);
    const text = await makeToken(acme, acme.payments.team, ['integrations:manage', 'secrets:list']);
    const actor = await readToken(acme.ctx.installation, text);
    for (let at = 0; at < POSTS.max; at += 1) await spendHourly(acme.ctx, POSTS);
    for (const ctx of [acme.ctx, contextOf(acme.ctx.installation, actor!)]) {
      await expect(testReminderHook(ctx, anyKind(APP), hook.id)).rejects.toThrow('At most 60');
    }
    expect(receiver.taken).toEqual([]);
  });

  it('making and deleting a webhook is recorded by its host, and its reminders go with it', async () => {
    const { hook } = await hookAt(APP);
    await deleteReminderHook(acme.ctx, anyKind(APP), hook.id);
    const id = fromTypeId(['reminderHook'], hook.id);
    const { rows } = await sql(`SELECT 1 FROM reminder WHERE hook_id = '${id}'`);
    expect(rows).toEqual([]);
    expect(await lastEvents(database.prisma, acme.id, 2)).toMatchObject([
      { action: 'reminder_hook.created' },
      { action: 'reminder_hook.deleted' },
    ]);
  });
});
