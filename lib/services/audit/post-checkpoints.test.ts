import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCheckpoint } from '@/lib/crypto/checkpoint';
import type { Database } from '@/lib/db/connection/database';
import { toTypeId } from '@/lib/domain/ids';
import { describeDatabase, describePostgres } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { openPostgresCopy } from '@/lib/testing/postgres-template';
import { addCheckpointWebhook, listCheckpointWebhooks, WEBHOOKS_MAX } from './checkpoint-webhooks';
import { removeCheckpointWebhook, postToWebhook } from './checkpoint-webhooks';
import { sendDue } from './keep-checkpoints';
import { listCheckpoints } from './list-checkpoints';
import { listAuditEvents } from './list-events';
import { postDueCheckpoints } from './post-checkpoints';
import { setAuditPolicy } from './retention';

const HERE = { NODE_ENV: 'production', WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' };

/** Keeps what it is sent, and answers what it is told to. */
let receiver: { server: Server; url: string; notes: string[]; status: number; location?: string };

beforeEach(async () => {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    if (receiver.status === 200) receiver.notes.push(text);
    const headers = receiver.location === undefined ? {} : { Location: receiver.location };
    response.writeHead(receiver.status, headers).end('an answer that nobody reads');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  receiver = { server, url: `http://127.0.0.1:${port}/notes`, notes: [], status: 200 };
});

afterEach(() => {
  receiver.server.closeAllConnections();
  receiver.server.close();
});

const signedSize = (note: string) => Number(note.split('\n')[1]);

describeDatabase('posting checkpoints', (open) => {
  let database: Database;
  let acme: TestOrganization;

  beforeEach(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database, HERE));
  });

  const send = () => sendDue(acme.ctx.installation);
  const isDue = () =>
    database.pool.query(`UPDATE checkpoint_webhook SET next_attempt_at = now() - interval '1 s'`);
  /** As if a minute had gone by since the last signature. */
  const grow = async () => {
    await setAuditPolicy(acme.ctx, 30 + Math.ceil(Math.random() * 1e4));
    await database.pool.query(`UPDATE audit_checkpoint SET at = now() - interval '2 minutes'`);
  };
  const acts = async () => {
    const { items } = await listAuditEvents(acme.ctx, { action: 'checkpoint_webhook.' });
    return items.map(({ action, details }) => [action.split('.')[1], details]).reverse();
  };
  const state = async () => (await listCheckpointWebhooks(acme.ctx)).items[0]!;

  it('what is posted opens with the public key, and each size is posted once', async () => {
    await addCheckpointWebhook(acme.ctx, { url: receiver.url });
    await send();
    await send();
    expect(receiver.notes).toHaveLength(1);
    const { items } = await listCheckpoints(acme.ctx, {});
    const opened = openCheckpoint(receiver.notes[0]!, items[0]!.verifierKey);
    expect(opened?.origin).toContain(acme.id);
    expect(await state()).toMatchObject({ postedSize: String(opened!.size), failures: 0 });
    await grow();
    await send();
    expect(receiver.notes.map(signedSize)).toEqual([Number(opened!.size), expect.any(Number)]);
  });

  it('a receiver that fails is tried again, later each time, and then gets what vouches for all', async () => {
    const { id } = await addCheckpointWebhook(acme.ctx, { url: receiver.url });
    receiver.status = 500;
    await send();
    await send();
    expect(await state()).toMatchObject({ failures: 1, failure: 'status_500', postedSize: null });
    receiver.status = 302;
    receiver.location = receiver.url;
    await isDue();
    await send();
    expect(await state()).toMatchObject({ failures: 2, failure: 'status_302' });
    receiver.server.closeAllConnections();
    await new Promise((done) => receiver.server.close(done));
    await postToWebhook(acme.ctx, id);
    expect(await state()).toMatchObject({ failures: 3, failure: 'refused' });
    await grow();
    receiver.server.listen(Number(new URL(receiver.url).port), '127.0.0.1');
    await once(receiver.server, 'listening');
    receiver.status = 200;
    await isDue();
    await send();
    const { items } = await listCheckpoints(acme.ctx, { limit: 1 });
    expect(receiver.notes).toEqual([items[0]!.note]);
    expect(await state()).toMatchObject({ failures: 0, failure: null, nextAttemptAt: null });
    const { host } = new URL(receiver.url);
    expect(await acts()).toEqual([
      ['added', { host }],
      ['failing', { host, failure: 'status_500' }],
      ['recovered', { host, failures: 3 }],
    ]);
  });

  it('what a node never told the end of is posted by the next one', async () => {
    await addCheckpointWebhook(acme.ctx, { url: receiver.url });
    const stopped = AbortSignal.abort();
    await sendDue(acme.ctx.installation, stopped);
    await postDueCheckpoints(acme.ctx.installation, stopped);
    expect([receiver.notes.length, (await state()).failures]).toEqual([0, 0]);
    await send();
    expect(receiver.notes).toEqual([]);
    await isDue();
    await send();
    expect(receiver.notes).toHaveLength(1);
  });

  it('posts to nothing private that the operator has not named, whatever its name', async () => {
    const add = (url: string) => addCheckpointWebhook(acme.ctx, { url });
    for (const url of [
      'ftp://archive.example.org/',
      'http://archive.example.org/',
      'https://user:word@archive.example.org/',
      'https://10.0.0.1/',
      'https://[::ffff:192.168.0.1]/',
      'https://0x7f000002/',
      'http://169.254.169.254/latest/meta-data',
    ]) {
      await expect(add(url)).rejects.toMatchObject({ code: 'rule_broken' });
    }
    const { port } = new URL(receiver.url);
    await add(`https://localhost:${port}/`);
    await send();
    expect(await state()).toMatchObject({ failure: 'address' });
  });

  it('is for who manages the organization; at most five, each once, and removed for good', async () => {
    const first = await addCheckpointWebhook(acme.ctx, { url: receiver.url });
    await expect(addCheckpointWebhook(acme.ctx, { url: receiver.url })).rejects.toMatchObject({
      code: 'rule_broken',
    });
    for (let n = 1; n < WEBHOOKS_MAX; n += 1) {
      await addCheckpointWebhook(acme.ctx, { url: `${receiver.url}/${n}` });
    }
    const more = addCheckpointWebhook(acme.ctx, { url: `${receiver.url}/more` });
    await expect(more).rejects.toMatchObject({ code: 'rule_broken' });
    const auditor = await makeMember(acme, 'auditor', 'auditor', {
      ...acme.payments.team,
      id: toTypeId('organization', acme.id),
    });
    const ctx = contextOf(acme.ctx.installation, auditor);
    expect((await listCheckpointWebhooks(ctx)).manages).toBe(false);
    await expect(addCheckpointWebhook(ctx, { url: receiver.url })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const other = await makeOrganization(acme.ctx.installation, 'umbrella');
    await expect(removeCheckpointWebhook(other.ctx, first.id)).rejects.toMatchObject({
      code: 'not_found',
    });
    await removeCheckpointWebhook(acme.ctx, first.id);
    await expect(removeCheckpointWebhook(acme.ctx, first.id)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describePostgres('posting checkpoints from several nodes', (serverUrl) => {
  it('two nodes that look at once post once', async () => {
    const database = await openPostgresCopy(serverUrl);
    try {
      const acme = await makeOrganization(await testInstallation(database, HERE));
      const nodes = [acme.ctx.installation, await testInstallation(database, HERE)];
      await addCheckpointWebhook(acme.ctx, { url: receiver.url });
      await Promise.all(nodes.flatMap((node) => [sendDue(node), sendDue(node)]));
      expect(receiver.notes).toHaveLength(1);
    } finally {
      await database.close();
    }
  });
});
