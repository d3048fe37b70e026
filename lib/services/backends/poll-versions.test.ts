import { beforeEach, describe, expect, it } from 'vitest';
import { BackendFault } from '@/lib/domain/backend';
import { anyKind, PLATFORM_SCOPE } from '../access/authorize';
import type { Installation } from '../context';
import { referSecret } from '../secrets/refer-secret';
import { makeConnector, openHarness } from '@/lib/testing/backends/harness-backend';
import type { HarnessBackend } from '@/lib/testing/backends/harness-backend';
import { describeDatabase, describePostgres } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { openPostgresCopy } from '@/lib/testing/postgres-template';
import { beatOf, makeWorker } from '@/lib/testing/workers';
import { ConnectorRest } from './connector-rest';
import { noticeVersions } from './notice-versions';
import { pollVersions } from './poll-versions';

async function setUp(installation: Installation) {
  const acme = await makeOrganization(installation);
  const harness = openHarness(installation);
  await makeConnector(acme, { kind: 'aws', slug: 'cloud' });
  await makeConnector(acme, { kind: 'gcp', slug: 'other' });
  return { acme, harness };
}

describeDatabase('noticing what changed at backends', (open) => {
  let installation: Installation;
  let acme: TestOrganization;
  let harness: HarnessBackend;

  beforeEach(async () => {
    installation = await testInstallation(await open());
    ({ acme, harness } = await setUp(installation));
  });

  const refer = (key: string, reference: string, backend: 'aws' | 'gcp' = 'aws') =>
    referSecret(acme.ctx, PLATFORM_SCOPE, { key, backend, reference });

  const secretOf = (name: string) =>
    installation.database.prisma.secret.findFirstOrThrow({ where: { name } });

  const changes = () =>
    installation.database.prisma.auditEvent.count({ where: { action: 'secret.backend_changed' } });

  it('names what is there at first without an event, and each later version with one', async () => {
    await refer('KEY', 'key');
    harness.keep('key', 'canary-one', 'v-1');
    expect(await pollVersions(installation, 60)).toBe(1);
    expect([(await secretOf('KEY')).currentVersion, await changes()]).toEqual([1, 0]);
    // It was asked a moment ago.
    expect(await pollVersions(installation, 60)).toBe(0);
    harness.keep('key', 'canary-two', 'v-2');
    expect(await pollVersions(installation, 0)).toBe(1);
    const secret = await secretOf('KEY');
    expect(secret).toMatchObject({ currentVersion: 2, previousVersion: 1, latestVersion: 2 });
    expect([await changes(), secret.updatedBy]).toEqual([1, 'backends']);
    expect(await pollVersions(installation, 0)).toBe(1);
    expect(await changes()).toBe(1);
    expect(harness.asked.every((asked) => asked.startsWith('describe'))).toBe(true);
  });

  it('tells by the value where a backend has no versions', async () => {
    await refer('KEY', 'key');
    harness.keep('key', 'canary-one', null);
    await pollVersions(installation, 0);
    harness.keep('key', 'canary-one', null);
    await pollVersions(installation, 0);
    expect(await changes()).toBe(0);
    harness.keep('key', 'canary-two', null);
    await pollVersions(installation, 0);
    expect(await changes()).toBe(1);
  });

  it('another display key renames what has no versions, and only another value is a change', async () => {
    await refer('KEY', 'key');
    harness.keep('key', 'canary-one', null);
    await pollVersions(installation, 0);
    const nameOf = async () =>
      (
        await installation.database.prisma.secretVersion.findFirstOrThrow({
          where: { secretId: (await secretOf('KEY')).id },
          orderBy: { number: 'desc' },
        })
      ).backendVersion;
    const ring = { ownerId: acme.id, purpose: 'display' };
    const former = await nameOf();
    const renew = () =>
      installation.database.prisma.keyHead.delete({ where: { ownerId_purpose: ring } });
    await renew();
    await pollVersions(installation, 0);
    const present = await nameOf();
    expect(present).toMatch(/^fp:[0-9a-f-]{36}:[0-9a-f]{16}$/);
    expect(present).not.toBe(former);
    expect([(await secretOf('KEY')).currentVersion, await changes()]).toEqual([1, 0]);
    await renew();
    harness.keep('key', 'canary-two', null);
    await pollVersions(installation, 0);
    expect([(await secretOf('KEY')).currentVersion, await changes()]).toEqual([2, 1]);
  });

  it('leaves the version of a replica that lags behind, and takes a secret that was made anew', async () => {
    await refer('KEY', 'key', 'gcp');
    harness.keep('key', 'canary-ten', '10');
    await pollVersions(installation, 0);
    harness.keep('key', 'canary-nine', '9');
    await pollVersions(installation, 0);
    expect([(await secretOf('KEY')).currentVersion, await changes()]).toEqual([1, 0]);
    const later = new Date('2026-11-01T10:00:01.000Z');
    harness.held.set('key', { ...harness.held.get('key')!, version: '1', at: later });
    await pollVersions(installation, 0);
    expect([(await secretOf('KEY')).currentVersion, await changes()]).toEqual([2, 1]);
  });

  it('restarts the workers of a platform secret, and one of an app is due', async () => {
    const { app } = acme.payments;
    await refer('SHARED', 'shared');
    await referSecret(acme.ctx, anyKind(app.path), {
      key: 'OWN',
      backend: 'aws',
      reference: 'own',
    });
    for (const name of ['shared', 'own']) harness.keep(name, 'canary-one', 'v-1');
    await pollVersions(installation, 0);
    const worker = await makeWorker(acme, app, { restart: 'platform' });
    expect(await beatOf(acme, worker)).toMatchObject({ restart: 'no', changes: [] });
    harness.keep('own', 'canary-two', 'v-2');
    await pollVersions(installation, 0);
    expect(await beatOf(acme, worker)).toMatchObject({
      restart: 'due',
      changes: [{ name: 'OWN' }],
    });
    harness.keep('shared', 'canary-two', 'v-2');
    await pollVersions(installation, 0);
    expect(await beatOf(acme, worker)).toMatchObject({ restart: 'now' });
  });

  it('notes a fault with its secret, and leaves the connector in peace where it passes by itself', async () => {
    await refer('GONE', 'gone');
    await refer('THERE', 'there');
    harness.keep('there', 'canary', 'v-1');
    await pollVersions(installation, 0);
    expect((await secretOf('GONE')).backendFault).toMatch(/^absent: Nothing is there/);
    expect((await secretOf('THERE')).backendFault).toBeNull();
    harness.faults.set('*', new BackendFault('unreachable', 'See whether it runs.'));
    await pollVersions(installation, 0);
    expect((await secretOf('THERE')).backendFault).toBe('unreachable: See whether it runs.');
    harness.faults.clear();
    // Others go on.
    await refer('ELSEWHERE', 'there', 'gcp');
    harness.asked.length = 0;
    expect(await pollVersions(installation, 0)).toBe(1);
    expect(harness.asked).toEqual(['describe there']);
  });

  it('keeps all that is sound where one answer is poisoned', async () => {
    const poisoned = ['a\u0000b', 'x'.repeat(129), ''];
    for (const [index, version] of poisoned.entries()) {
      await refer(`BAD_${index}`, `bad/${index}`);
      harness.keep(`bad/${index}`, 'canary', version);
    }
    await refer('TOLD', 'told');
    harness.faults.set('told', new BackendFault('absent', `a\u0000b ${'x'.repeat(2000)}`));
    await refer('ODD', 'odd', 'gcp');
    harness.keep('odd', 'canary', 'v-1');
    Object.defineProperty(harness.held.get('odd'), 'version', {
      get: () => {
        throw new TypeError('canary in an error');
      },
    });
    await refer('DATED', 'dated');
    harness.keep('dated', 'canary', 'v-1');
    harness.held.set('dated', { ...harness.held.get('dated')!, at: new Date(Number.NaN) });
    await refer('SOUND', 'sound');
    harness.keep('sound', 'canary', 'v-1');
    const other = await makeOrganization(installation, 'other');
    await makeConnector(other, { kind: 'aws', slug: 'cloud' });
    const theirs = { key: 'THEIRS', backend: 'aws', reference: 'theirs' } as const;
    await referSecret(other.ctx, PLATFORM_SCOPE, theirs);
    harness.keep('theirs', 'canary', 'v-1');
    expect(await pollVersions(installation, 60)).toBe(8);
    const faultOf = async (name: string) => (await secretOf(name)).backendFault;
    for (const name of ['BAD_0', 'BAD_1', 'BAD_2', 'ODD', 'DATED']) {
      expect(await faultOf(name), name).toMatch(/^malformed: /);
    }
    expect(await faultOf('ODD')).not.toContain('canary');
    expect(await faultOf('TOLD')).toMatch(/^absent: a b x{496}$/);
    expect([await faultOf('SOUND'), await faultOf('THEIRS')]).toEqual([null, null]);
    const versions = { where: { backendVersion: 'v-1' } };
    expect(await installation.database.prisma.secretVersion.count(versions)).toBe(2);
  });

  it('asks for at most 200 in a round', async () => {
    for (let index = 0; index < 3; index += 1) await refer(`K_${index}`, 'there');
    harness.keep('there', 'canary', 'v-1');
    const { prisma } = installation.database;
    const [one] = await prisma.secret.findMany({ where: { name: 'K_0' } });
    const versions = [];
    const secrets = [];
    for (let index = 0; index < 200; index += 1) {
      const id = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
      secrets.push({ ...one!, id, name: `MANY_${index}`, backendSchedule: undefined });
      versions.push({
        id,
        secretId: id,
        number: 1,
        format: 'utf8',
        createdByKind: 'user',
        createdBy: 'x',
      });
    }
    await prisma.secret.createMany({ data: secrets as never });
    await prisma.secretVersion.createMany({ data: versions });
    expect(await pollVersions(installation, 60)).toBe(200);
    expect(await pollVersions(installation, 60)).toBe(3);
  });
});

describePostgres('nodes that poll at once', (serverUrl) => {
  it('ask for each secret once, and notice a change once', async () => {
    const databases = await openPostgresCopy(serverUrl, true);
    try {
      const installation = await testInstallation(databases);
      const { acme, harness } = await setUp(installation);
      for (let index = 0; index < 20; index += 1) {
        const input = { key: `KEY_${index}`, backend: 'aws', reference: `key/${index}` } as const;
        await referSecret(acme.ctx, PLATFORM_SCOPE, input);
        harness.keep(`key/${index}`, 'canary', 'v-1');
      }
      const nodes = [installation, { ...installation }, { ...installation }];
      const asked = nodes.map((node) => (node === installation ? harness : openHarness(node)));
      for (const one of asked) for (const [name, held] of harness.held) one.held.set(name, held);
      const round = async (seconds: number) => {
        const counts = await Promise.all(nodes.map((node) => pollVersions(node, seconds)));
        return counts.reduce((sum, count) => sum + count, 0);
      };
      expect(await round(60)).toBe(20);
      for (const one of asked) one.keep('key/3', 'canary-new', 'v-2');
      await round(0);
      const events = { action: 'secret.backend_changed' };
      expect(await databases.prisma.auditEvent.count({ where: events })).toBe(1);
      const generations = () =>
        databases.prisma.scopeGeneration.findMany({ select: { generation: true } });
      const sum = async () =>
        (await generations()).reduce((total, { generation }) => total + generation, 0n);
      const before = await sum();
      const secret = await databases.prisma.secret.findFirstOrThrow({ where: { name: 'KEY_4' } });
      const one = { secretId: secret.id, organizationId: secret.organizationId, number: 1 };
      const place = { backend: 'aws', reference: 'key/4', at: null, format: null } as const;
      const seen = { ...one, ...place, known: 'v-1', version: 'v-2' };
      const noticed = await Promise.all(nodes.map((node) => noticeVersions(node, [seen])));
      expect(noticed.toSorted()).toEqual([0, 0, 1]);
      expect(await databases.prisma.auditEvent.count({ where: events })).toBe(2);
      expect(await sum()).toBe(before + 1n);
    } finally {
      await databases.close();
    }
  });
});

describe('a connector that does not answer', () => {
  it('rests longer each time, at most a quarter of an hour, and not after it answered', () => {
    const rest = new ConnectorRest();
    const fault = new BackendFault('unreachable', 'See whether it runs.');
    let now = 0;
    for (const longest of [60, 120, 240, 480, 900, 900]) {
      rest.note('one', fault, now);
      expect(rest.faultOf('one', now + (longest * 1000) / 2 - 1)).toBe(fault);
      now += longest * 1000;
      expect(rest.resting(now)).toEqual([]);
    }
    rest.note('one', null, now);
    rest.note('one', fault, now);
    expect(rest.resting(now + 60_000)).toEqual([]);
  });
});
