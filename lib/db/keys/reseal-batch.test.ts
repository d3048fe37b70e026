import { beforeEach, expect, it } from 'vitest';
import type { Sealed } from '@/lib/crypto/sealed';
import { Plaintext } from '@/lib/domain/plaintext';
import { anyKind } from '@/lib/services/access/authorize';
import { putSecrets } from '@/lib/services/secrets/put-secrets';
import { describeDatabases } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import type { Database } from '../connection/database';
import { runTransaction } from '../connection/transaction';
import { findPlaces, lockEnvelopes, NO_VERSION, writeResealed } from './reseal-batch';
import type { LockedEnvelope } from './reseal-batch';

const NAMES = ['A', 'B', 'C'];

describeDatabases('a batch of envelopes', (open) => {
  let database: Database;
  let keyId: string;

  beforeEach(async () => {
    database = await open();
    const { ctx } = await makeOrganization(await testInstallation(database));
    for (const path of ['payments', 'search']) {
      await putSecrets(
        ctx,
        anyKind(path),
        NAMES.map((key) => ({
          key,
          plaintext: Plaintext.fromText(`${key} of ${path}`),
          format: 'utf8',
        })),
      );
    }
    keyId = (await database.prisma.sealedValue.findFirstOrThrow()).dataKeyId;
  });

  const lock = (after: string, limit: number) =>
    runTransaction(database, (tx) => lockEnvelopes(tx, keyId, after, limit));

  it('holds those of one key, in the order of their versions, from where the last one ended', async () => {
    const rows = await database.prisma.sealedValue.findMany({
      where: { dataKeyId: keyId },
      orderBy: { versionId: 'asc' },
    });
    const first = await lock(NO_VERSION, 2);
    const rest = await lock(first[1]!.versionId, 2);
    expect([...first, ...rest].map((row) => row.versionId)).toEqual(
      rows.map((row) => row.versionId),
    );
    expect(Buffer.from(first[0]!.envelope)).toEqual(Buffer.from(rows[0]!.envelope));
    expect(await lock(rest[0]!.versionId, 2)).toEqual([]);
  });

  it('is read with the names and places of its values', async () => {
    const ids = (await lock(NO_VERSION, 3)).map((row) => row.versionId);
    const places = await runTransaction(database, (tx) => findPlaces(tx, ids));
    expect(places.map((place) => place.versionId).sort()).toEqual(ids);
    expect(places.map((place) => place.name).sort()).toEqual(NAMES);
    expect(places[0]).toMatchObject({ number: 1, format: 'utf8', scopeKind: 'team' });
  });

  it('is not written, not even a tag of it, when one of them is not what was locked', async () => {
    const before = await database.prisma.secretVersion.findMany({ orderBy: { id: 'asc' } });
    const [one, other] = await lock(NO_VERSION, 2);
    const resealed = ({ versionId, envelope }: LockedEnvelope, old: Uint8Array) => ({
      versionId,
      old,
      envelope: envelope as Sealed,
      matchTag: new Uint8Array(32),
      displayTag: new Uint8Array(8),
    });
    const altered = Uint8Array.from(other!.envelope, (byte) => byte ^ 1);
    const rows = [resealed(one!, one!.envelope), resealed(other!, altered)];
    const keys = { dataKeyId: keyId, matchKeyId: keyId, displayKeyId: keyId };
    const written = runTransaction(database, (tx) => writeResealed(tx, keys, rows));
    await expect(written).rejects.toThrow('changed by another hand');
    expect(await database.prisma.secretVersion.findMany({ orderBy: { id: 'asc' } })).toEqual(
      before,
    );
  });
});
