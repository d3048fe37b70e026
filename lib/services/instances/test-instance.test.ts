import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { Plaintext } from '@/lib/domain/plaintext';
import { describePostgres } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { openPostgresCopy } from '@/lib/testing/postgres-template';
import { changeInstance } from './change-instance';
import { createInstance } from './create-instance';
import { readInstance } from './list-instances';
import { testInstance } from './test-instance';
import { tryPostgres } from './try-postgres';

const PASSWORD = 'canary-77aa';

describePostgres('testing a database connection', (serverUrl) => {
  let database: Database;
  let acme: TestOrganization;
  const servers: Server[] = [];

  beforeEach(async () => {
    database = await openPostgresCopy(serverUrl, true);
    acme = await makeOrganization(await testInstallation(database));
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) server.close();
    await database.close();
  });

  const { host, hostname, port } = new URL(serverUrl);
  const at = (path: string, user = 'postgres', where = host) =>
    Plaintext.fromText(`postgresql://${user}:${PASSWORD}@${where}/${path}`);
  const testOf = async (url: Plaintext, kept = 'one') => {
    const named = await readInstance(acme.ctx, kept).catch(() => null);
    if (named) await changeInstance(acme.ctx, kept, { url });
    else await createInstance(acme.ctx, { name: kept, url });
    return testInstance(acme.ctx, kept);
  };

  it('says which version answered, and keeps that it did', async () => {
    const { ok, detail, instance } = await testOf(at('postgres'));
    expect([ok, detail]).toEqual([
      true,
      expect.stringMatching(/^PostgreSQL \d+(\.\d+)* answered, without TLS\.$/),
    ]);
    expect(instance.test).toEqual({ at: expect.any(String) as string, fault: null });
    const events = await database.prisma.auditEvent.findMany({
      where: { action: 'instance.tested' },
    });
    expect(events).toHaveLength(1);
    expect(events[0]!.text).not.toContain('canary');
  });

  it.each([
    ['a database that is not there', 'nowhere', 'postgres', host, /It has no database nowhere/],
    ['a user that is not let in', 'postgres', 'stranger', host, /refused the user or the password/],
    ['a port that nobody listens on', 'postgres', 'postgres', `${hostname}:1`, /no connections/],
    ['a name that is none', 'postgres', 'postgres', 'db.invalid', /stands for no address/],
    ['TLS that is not there', 'postgres?sslmode=require', 'postgres', host, /offers no TLS/],
    ['an sslmode that is none', 'postgres?sslmode=x', 'postgres', host, /sslmode/],
    ['a private address', 'postgres', 'postgres', '10.255.255.1', /private address/],
    ['an address of a cloud itself', 'postgres', 'postgres', '169.254.169.254', /private address/],
  ])('names %s, without the password', async (_what, path, user, where, words) => {
    const { ok, detail, instance } = await testOf(at(path, user, where));
    expect([ok, detail]).toEqual([false, expect.stringMatching(words)]);
    expect(instance.test?.fault).toBe(detail);
    expect(detail).not.toContain(PASSWORD);
  });

  it('ends in time where nothing is said, and tells another protocol from PostgreSQL', async () => {
    const silent = await listen(() => undefined);
    expect((await testOf(at('x', 'x', silent))).detail).toMatch(/did not answer in time/);
    const other = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await testOf(at('x', 'x', other))).toMatchObject({ ok: false });
  }, 30_000);

  it('is not done for loopback in production, unless the operator has named it', async () => {
    const { env } = acme.ctx.installation;
    const address = {
      ...{ kind: 'postgresql' as const, host: hostname, port: Number(port), database: 'postgres' },
      ...{ username: 'postgres', password: '', parameters: new Map<string, string>() },
    };
    const production = { ...env, production: true };
    expect(await tryPostgres(production, address)).toMatchObject({ ok: false });
    const named = { ...production, backendPrivateHosts: [hostname] };
    expect(await tryPostgres(named, address)).toMatchObject({ ok: true });
  });

  it('is refused for another kind of database, which is kept all the same', async () => {
    const url = Plaintext.fromText('mysql://app:x@db.example.org/shop');
    const made = await createInstance(acme.ctx, { name: 'My', url });
    expect(made).toMatchObject({ kind: 'mysql', testable: false });
    await expect(testInstance(acme.ctx, 'my')).rejects.toThrow(/Only PostgreSQL/);
  });

  async function listen(onConnection: (socket: Socket) => void): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      onConnection(socket);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
});
