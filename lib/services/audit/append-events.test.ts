import { beforeAll, describe, expect, it } from 'vitest';
import { appendLeaf, emptyFrontier, frontierRoot, leafHash } from '@/lib/crypto/merkle';
import type { Database } from '@/lib/db/connection/database';
import { KeystowError } from '@/lib/domain/errors';
import { describeDatabases } from '@/lib/testing/database';
import { contextOf, OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { makeOrganization, signIn } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { recorded } from '../recorded';
import { appendPending } from './append-pending';

describeDatabases('the audit log', (open) => {
  let database: Database;
  let acme: TestOrganization;
  let count = 0;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  const user = () => ({ id: acme.owner.id, name: acme.owner.email });
  const note = () =>
    recorded(
      acme.ctx,
      async () => undefined,
      () => ({ in: acme.owner, events: [{ action: 'session.ended', user: user() }] }),
    );
  const head = () => database.prisma.auditHead.findUniqueOrThrow({ where: { chainId: acme.id } });
  const events = () =>
    database.prisma.auditEvent.findMany({
      where: { chainId: acme.id },
      orderBy: { number: 'asc' },
    });

  it('numbers events without gaps and commits to each, also when twenty write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, note));
    const rows = await events();
    expect(rows.map((row) => row.number)).toEqual(rows.map((_, index) => BigInt(index + 1)));
    let frontier = emptyFrontier;
    rows.forEach((row, index) => {
      expect(Buffer.from(row.leaf).equals(Buffer.from(leafHash(row.text!)))).toBe(true);
      frontier = appendLeaf(frontier, BigInt(index), row.leaf);
    });
    const { size, frontier: stored } = await head();
    expect(size).toBe(BigInt(rows.length));
    expect(frontierRoot(Uint8Array.from(stored), size)).toEqual(frontierRoot(frontier, size));
    count = rows.length;
  });

  it('holds ids, names and states in canonical text, with a salt, and nothing else', async () => {
    const last = (await events()).at(-1)!;
    const told = JSON.parse(last.text!) as Record<string, unknown>;
    expect(Object.keys(told).sort()).toEqual(
      ['action', 'actor', 'at', 'chain', 'details', 'number', 'request', 'salt', 'v'].sort(),
    );
    expect(told['salt']).toMatch(/^[0-9a-f]{32}$/);
    expect(told['actor']).toMatchObject({ kind: 'user', name: acme.owner.email });
  });

  it('writes no event for work that fails, and undoes work whose event cannot be written', async () => {
    const before = (await head()).size;
    await expect(
      recorded(
        acme.ctx,
        async () => {
          throw new KeystowError('conflict');
        },
        () => ({ in: acme.owner, events: [] }),
      ),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      recorded(
        acme.ctx,
        (tx) => tx.scope.update({ where: { id: acme.id }, data: { name: 'renamed' } }),
        () => {
          throw new Error('no event');
        },
      ),
    ).rejects.toThrow();
    expect((await head()).size).toBe(before);
    const scope = await database.prisma.scope.findUniqueOrThrow({ where: { id: acme.id } });
    expect(scope.name).toBe('acme');
  });

  it('keeps what happened while locked, and appends it marked at the next unlock', async () => {
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    expect(locked.keys.unlocked).toBe(false);
    const size = (await head()).size;
    await signIn(locked, acme.owner.email);
    await expect(
      recorded(
        contextOf(locked, acme.owner),
        async () => undefined,
        () => ({ in: acme.owner, events: [{ action: 'session.ended', user: user() }] }),
      ),
    ).rejects.toMatchObject({ code: 'locked' });
    expect((await head()).size).toBe(size);
    expect(await database.prisma.auditPending.count()).toBe(1);

    await appendPending(await testInstallation(database));
    expect(await database.prisma.auditPending.count()).toBe(0);
    const last = (await events()).at(-1)!;
    expect(last.number).toBe(size + 1n);
    expect(JSON.parse(last.text!)).toMatchObject({ action: 'session.started', pended: true });
  });

  describe('when somebody writes to the database beside the console', () => {
    it('refuses to extend a head that is not what it wrote', async () => {
      const { size } = await head();
      await database.prisma.auditHead.update({
        where: { chainId: acme.id },
        data: { size: size - 1n },
      });
      await expect(note()).rejects.toMatchObject({ code: 'tampered' });
      await database.prisma.auditHead.update({ where: { chainId: acme.id }, data: { size } });
      await note();
      expect(count).toBeGreaterThan(0);
    });

    it('refuses to begin a chain anew where events exist', async () => {
      const kept = await head();
      await database.prisma.auditHead.delete({ where: { chainId: acme.id } });
      await expect(note()).rejects.toMatchObject({ code: 'tampered' });
      await database.prisma.auditHead.create({ data: kept });
      await note();
    });
  });
});
