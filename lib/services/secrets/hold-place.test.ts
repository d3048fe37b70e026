import { beforeAll, beforeEach, expect, it } from 'vitest';
import { takePlaceLease } from '@/lib/db/secrets/place-leases';
import { BackendFault } from '@/lib/domain/backend';
import { newUuid } from '@/lib/domain/ids';
import { makeConnector, openHarness } from '@/lib/testing/backends/harness-backend';
import type { HarnessBackend } from '@/lib/testing/backends/harness-backend';
import { describeDatabases } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Answer, Rest } from '@/lib/testing/rest';
import { bookkeeping } from '../bookkeeping';

describeDatabases('a place that is written through this console', (open) => {
  let rest: Rest;
  let path: string;
  let harness: HarnessBackend;

  beforeAll(async () => {
    rest = await openRest(await open());
    const { organization } = rest;
    harness = openHarness(rest.installation);
    path = `/apps/${organization.payments.app.id}/secrets`;
    const aws = { kind: 'aws', writable: true, allowed: ['*'] } as const;
    await makeConnector(organization, { ...aws, slug: 'cloud', settings: { region: 'eu-west-1' } });
  });

  beforeEach(() => {
    harness.faults.clear();
    harness.held.clear();
  });

  const put = (body: object): Promise<Answer> =>
    rest.send(rest.machine, 'POST', path, { body: { connector: 'cloud', ...body } });
  const codeOf = ({ status, json }: Answer) => [
    status,
    (json['errors'] as { code: string }[] | undefined)?.[0]?.code,
  ];
  const listed = async (key: string) => {
    const { json } = await rest.send(rest.machine, 'GET', `${path}?key=${key}`);
    return (json['items'] as Record<string, unknown>[])[0];
  };

  /** The backend answers once `open` is called; `asked` is when it was asked. */
  function gate(method: 'put' | 'remove') {
    const [asked, opened] = [signal(), signal()];
    const answers = harness[method].bind(harness) as (...given: never[]) => Promise<never>;
    harness[method] = async (...given: never[]) => {
      harness[method] = answers;
      asked.give();
      await opened.given;
      return answers(...given);
    };
    return { asked: asked.given, open: opened.give };
  }

  function signal() {
    let give = () => {};
    const given = new Promise<void>((resolve) => (give = resolve));
    return { given, give: () => give() };
  }

  it('has one writer at a time: the other is refused and leaves nothing', async () => {
    const { asked, open } = gate('put');
    const first = put({ key: 'WON', reference: 'one/place?key=a', value: 'canary-won' });
    await asked;
    const second = await put({ key: 'LOST', reference: 'one/place?key=b', value: 'canary-lost' });
    expect(codeOf(second)).toEqual([409, 'version_conflict']);
    open();
    expect((await first).status).toBe(201);
    expect([await listed('LOST'), harness.held.size]).toEqual([undefined, 1]);
    // The place is free again.
    const later = { key: 'LOST', reference: 'one/place?key=b', value: 'canary-later' };
    expect((await put(later)).status).toBe(201);
  });

  it('is free again after a fault, and after a writer that never gave it back', async () => {
    harness.faults.set('*', new BackendFault('denied', 'Allow it there.'));
    const body = { key: 'AGAIN', reference: 'again', value: 'canary-again' };
    expect(codeOf(await put(body))).toEqual([422, 'backend_denied']);
    harness.faults.clear();
    expect((await put(body)).status).toBe(201);
    const lease = () => ({ key: 'x', holder: newUuid() });
    const take = (seconds: number) =>
      bookkeeping(rest.installation, (tx) => takePlaceLease(tx, lease(), seconds));
    expect([await take(-1), await take(60), await take(60)]).toEqual([true, true, false]);
  });

  it('written past it at the same time is told as a conflict, and recorded by the next look', async () => {
    await put({ key: 'PAST', reference: 'past', value: 'canary-past' });
    harness.faults.set('past', new BackendFault('throttled', 'Both are there.', undefined, true));
    const refused = await put({ key: 'PAST', value: 'canary-other' });
    expect(codeOf(refused)).toEqual([409, 'version_conflict']);
    expect(await listed('PAST')).toMatchObject({ version: 1 });
  });

  it('that the secret left meanwhile is no ground to delete that secret', async () => {
    await put({ key: 'MOVED', reference: 'before', value: 'canary-moved' });
    const { asked, open } = gate('remove');
    const removed = rest.send(rest.machine, 'DELETE', `${path}/MOVED?backend=true`);
    await asked;
    expect((await put({ key: 'MOVED', reference: 'after' })).status).toBe(200);
    open();
    expect(codeOf(await removed)).toEqual([409, 'place_changed']);
    expect(await listed('MOVED')).toMatchObject({ reference: 'after' });
  });
});
