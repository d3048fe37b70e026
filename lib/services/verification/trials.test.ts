import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { lastEvents } from '@/lib/testing/last-events';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { beginRun, stageValue } from '@/lib/testing/rotation-runs';
import { anyKind } from '../access/authorize';
import { memberOf } from '../context';
import { createToken } from '../tokens/create-token';
import { readToken } from '../tokens/read-token';
import type { Context } from '../context';
import { approveDestination } from './approve-destination';
import { askDestination } from './ask-destination';
import { endDestination } from './end-destination';
import { readCheck } from './read-check';
import { removeCheck } from './remove-check';
import { setCheck } from './set-check';
import { tryValue } from './try-value';

const APP = 'payments.production.billing';
const AT = anyKind(APP);
const HERE = { NODE_ENV: 'production', WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' };

interface Met {
  readonly server: Server;
  readonly origin: string;
  readonly seen: { readonly url: string; readonly authorization: string | undefined }[];
}

/** Takes `the-new-…` and refuses everything else; `/away` sends elsewhere. */
async function issuer(away?: () => string): Promise<Met> {
  const seen: Met['seen'] = [];
  const server = createServer((request, response) => {
    const { authorization } = request.headers;
    seen.push({ url: request.url ?? '', authorization });
    const works = authorization?.startsWith('Bearer the-new-') ?? false;
    if (away && request.url === '/away') {
      response.writeHead(302, { Location: away() }).end();
    } else response.writeHead(works ? 200 : 401).end('nobody reads this');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, origin: `http://127.0.0.1:${port}`, seen };
}

describeDatabase('trials by the console', (open) => {
  let acme: TestOrganization;
  let editor: Context;
  let stripe: Met;
  let other: Met;

  beforeAll(async () => {
    acme = await makeOrganization(await testInstallation(await open(), HERE));
    const { app } = acme.payments;
    const { installation } = acme.ctx;
    editor = contextOf(installation, await makeMember(acme, 'editor', 'editor', app));
    other = await issuer();
    stripe = await issuer(() => other.origin);
  });

  beforeEach(() => {
    stripe.seen.length = 0;
    other.seen.length = 0;
  });

  afterAll(() => {
    stripe.server.close();
    other.server.close();
  });

  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: { code: string; extras: { issues?: { code: string }[] } }) =>
        error.extras.issues?.[0]?.code ?? error.code,
    );
  const ask = (ctx: Context, origin: string, names = ['*']) =>
    askDestination(ctx, { scope: APP, origin, names, reason: 'It issues the key.' });
  const approved = async (origin: string, names?: string[]) => {
    const { id } = await ask(editor, origin, names);
    return approveDestination(acme.ctx, id);
  };
  const tokenOf = async (namePatterns: string[]) => {
    const { installation } = acme.ctx;
    const made = await createToken(acme.ctx, { name: 't', permissions: ['*'], namePatterns });
    return contextOf(installation, (await readToken(installation, made.token))!);
  };
  const begun = async (key: string) => {
    const run = await beginRun(acme.ctx, APP, [key]);
    return stageValue(acme.ctx, run, key);
  };

  it('send a value in one request and judge it by the status alone', async () => {
    const run = await begun('STRIPE_KEY');
    const { id: destination } = await approved(stripe.origin, ['STRIPE_*']);
    await setCheck(editor, AT, 'STRIPE_KEY', { destination, path: '/v1/balance?limit=1' });
    const tried = await tryValue(editor, run.id, { key: 'STRIPE_KEY', side: 'new' });
    expect(tried).toMatchObject({ outcome: 'works', answer: 'HTTP 200', via: 'console' });
    expect(await tryValue(editor, run.id, { key: 'STRIPE_KEY', side: 'old' })).toMatchObject({
      ...{
        outcome: 'refused',
        version: 1,
        place: `GET ${stripe.origin}/v1/balance?limit=1 by bearer`,
      },
    });
    expect(stripe.seen.map(({ url }) => url)).toEqual(Array(2).fill('/v1/balance?limit=1'));
    expect(stripe.seen[1]!.authorization).toBe('Bearer the-old-value-of-STRIPE_KEY');
    const { prisma } = acme.ctx.installation.database;
    const events = await lastEvents(prisma, memberOf(acme.ctx).organizationId, 6);
    expect(events.filter(({ action }) => action === 'rotation_run.tried')).toHaveLength(2);
    expect(JSON.stringify([tried, events])).not.toMatch(/the-(old|new)-value/);
  });

  it('send nothing before a destination is approved, nor after it ended', async () => {
    const run = await begun('PENDING_KEY');
    const { id: destination } = await ask(editor, stripe.origin);
    await setCheck(editor, AT, 'PENDING_KEY', { destination, path: '/' });
    const attempt = () => tryValue(editor, run.id, { key: 'PENDING_KEY', side: 'new' });
    expect(await refusal(attempt())).toBe('not_approved');
    expect(await refusal(approveDestination(editor, destination))).toBe('forbidden');
    expect(stripe.seen).toEqual([]);
    await approveDestination(acme.ctx, destination);
    expect((await attempt()).outcome).toBe('works');
    await endDestination(acme.ctx, destination);
    expect(await refusal(attempt())).toBe('not_approved');
    expect(stripe.seen).toHaveLength(1);
  });

  it('follow nobody elsewhere, and settle nothing by a redirect', async () => {
    const run = await begun('AWAY_KEY');
    const { id: destination } = await approved(stripe.origin);
    await setCheck(editor, AT, 'AWAY_KEY', { destination, path: '/away' });
    const tried = await tryValue(editor, run.id, { key: 'AWAY_KEY', side: 'new' });
    expect(tried).toMatchObject({ outcome: 'unclear', answer: 'HTTP 302' });
    expect(other.seen).toEqual([]);
  });

  it('lead to another host only with the current value, removed or not, and send no other that was there', async () => {
    const { id } = await begun('MOVED_KEY');
    const first = await approved(stripe.origin);
    const second = await approved(other.origin);
    const set = (destination: string, value?: string) =>
      setCheck(editor, AT, 'MOVED_KEY', {
        ...{ destination, path: '/' },
        ...(value === undefined ? {} : { value: Plaintext.fromText(value) }),
      });
    await set(first.id);
    expect(await refusal(set(second.id))).toBe('value_needed');
    await removeCheck(editor, AT, 'MOVED_KEY');
    expect(await readCheck(editor, AT, 'MOVED_KEY')).toBeNull();
    expect(await refusal(set(second.id))).toBe('value_needed');
    expect(await refusal(set(second.id, 'a-guess'))).toBe('value_wrong');
    const moved = await set(second.id, 'the-old-value-of-MOVED_KEY');
    expect(moved.destination.origin).toBe(other.origin);
    const attempt = (side: 'new' | 'old') => tryValue(editor, id, { key: 'MOVED_KEY', side });
    expect(await refusal(attempt('new'))).toBe('not_entered');
    expect(other.seen).toEqual([]);
    expect((await attempt('old')).version).toBe(1);
    await stageValue(acme.ctx, { id }, 'MOVED_KEY');
    expect((await attempt('new')).version).toBe(3);
    expect(await refusal(set(first.id))).toBe('value_needed');
    for (let n = 0; n < 19; n += 1) await refusal(set(first.id, `guess-${n}`));
    expect(await refusal(set(first.id, 'the-old-value-of-MOVED_KEY'))).toBe('throttled');
  });

  it('go to no plain, private or decorated address, and to none for other names', async () => {
    const wrong = ['http://issuer.example', 'https://10.0.0.1', 'https://169.254.169.254', 'x'];
    for (const origin of wrong) {
      expect(await refusal(ask(editor, origin))).toMatch(/^(address|private_address)$/);
    }
    expect(await refusal(ask(editor, 'https://issuer.example/path'))).toBe('origin');
    expect(await refusal(ask(editor, 'https://me:pw@issuer.example'))).toBe('address');
    expect((await ask(editor, 'HTTPS://Issuer.Example:443/')).origin).toBe(
      'https://issuer.example',
    );
    await begun('OTHER_KEY');
    const { id: destination } = await approved(stripe.origin, ['STRIPE_*']);
    const set = setCheck(editor, AT, 'OTHER_KEY', { destination, path: '/' });
    expect(await refusal(set)).toBe('destination_names');
    const limited = await tokenOf(['STRIPE_KEY']);
    const wide = (await ask(editor, stripe.origin)).id;
    expect(await refusal(approveDestination(limited, wide))).toBe('forbidden');
    expect(await refusal(endDestination(limited, destination))).toBe('forbidden');
  });

  it('are at most 30 of a rotation in an hour', async () => {
    const run = await begun('OFTEN_KEY');
    const { id: destination } = await approved(stripe.origin);
    await setCheck(editor, AT, 'OFTEN_KEY', { destination, path: '/' });
    const attempt = () => tryValue(editor, run.id, { key: 'OFTEN_KEY', side: 'new' });
    for (let n = 0; n < 30; n += 1) await attempt();
    expect(await refusal(attempt())).toBe('throttled');
    expect(stripe.seen).toHaveLength(30);
  });
});
