import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { anyKind } from '../access/authorize';
import type { Context, Installation } from '../context';
import { aliasSecret } from '../secrets/alias-secret';
import { putSecret } from '../secrets/put-secrets';
import { listLeaks } from './list-leaks';
import { matchLeak } from './match-leak';
import { openLeak } from './open-leak';
import { readLeak } from './read-leak';
import { rotateLeak } from './rotate-leak';
import { valueCandidates } from './value-candidates';

const VALUE = 'canary-shared-77d';
const PAYMENTS = 'payments.production.billing';
const SEARCH = 'search.production.indexer';

describeDatabase('matching a pasted value', (open) => {
  let database: Database;
  let installation: Installation;
  let acme: TestOrganization;
  let editor: Context;

  beforeAll(async () => {
    database = await open();
    installation = await testInstallation(database);
    acme = await makeOrganization(installation);
    const other = await makeOrganization(installation, 'other');
    const places = [
      [acme, PAYMENTS, 'PAY_KEY'],
      [acme, SEARCH, 'SEARCH_KEY'],
      [other, PAYMENTS, 'FOREIGN_KEY'],
    ] as const;
    for (const [{ ctx }, scope, key] of places) {
      const plaintext = Plaintext.fromText(VALUE);
      await putSecret(ctx, anyKind(scope), { key, plaintext, format: 'utf8' });
    }
    const ada = await makeMember(acme, 'ada', 'editor', acme.payments.team);
    editor = contextOf(installation, ada);
  });
  beforeEach(async () => {
    await database.prisma.matchBudget.deleteMany({});
  });

  const paste = (ctx: Context, text = VALUE) => matchLeak(ctx, Plaintext.fromText(text));
  const keysOf = async (ctx: Context) =>
    (await paste(ctx)).matches.map(({ secret }) => secret.key).sort();

  /** A token of the organization with these permissions, limited to names. */
  function tokenOf(namePatterns: string[], permissions: ['leaks:match'] | ['secrets:list']) {
    const { id: organizationId } = acme;
    const id = fromTypeId(['user'], 'usr_01h2xcejqtf2nbrexx3vqjhp41')!;
    const actor = { kind: 'token', id, organizationId, name: 'bot', namePatterns } as const;
    return contextOf(installation, { ...actor, scopeId: organizationId, permissions });
  }

  it('finds what is within reach, and what is outside of it answers as no match', async () => {
    expect(await keysOf(acme.ctx)).toEqual(['PAY_KEY', 'SEARCH_KEY']);
    expect(await keysOf(editor)).toEqual(['PAY_KEY']);
    expect(await keysOf(tokenOf(['SEARCH_*'], ['leaks:match']))).toEqual(['SEARCH_KEY']);
    await expect(paste(tokenOf([], ['secrets:list']))).rejects.toMatchObject({ code: 'forbidden' });
    const viewer = await makeMember(acme, 'vic', 'viewer', acme.payments.team);
    const refused = paste(contextOf(installation, viewer));
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('below eight bytes nothing is compared', async () => {
    await expect(paste(acme.ctx, 'short12')).rejects.toMatchObject({ code: 'rule_broken' });
    expect(await database.prisma.matchBudget.count()).toBe(0);
  });

  it('beyond ten a minute it is refused with when, and each attempt is in the log', async () => {
    for (let at = 0; at < 10; at += 1) await paste(editor, `canary-guess-${at}`).catch(() => null);
    // A minute may end between two of them.
    const some = await Promise.all(
      Array.from({ length: 10 }, () => paste(editor).catch((error: unknown) => error)),
    );
    const refused = some.find((one) => one instanceof Error);
    expect(refused).toMatchObject({ code: 'throttled' });
    expect((refused as { extras?: object }).extras).toMatchObject({
      retryAfterSeconds: expect.any(Number),
    });
    const told = await lastEvents(database.prisma, acme.id, 20);
    expect(told.every(({ action }) => action === 'leak_match.tried')).toBe(true);
    expect(told.some((one) => one['refused'] === true)).toBe(true);
    expect(JSON.stringify(told)).not.toContain('canary');
    // Of another person nothing is used up.
    expect(await keysOf(acme.ctx)).toHaveLength(2);
  });

  it('beyond a hundred a day it is refused until tomorrow', async () => {
    await paste(editor);
    const ofDay = { subject: { startsWith: 'leaks-day:' } };
    await database.prisma.matchBudget.updateMany({ where: ofDay, data: { spent: 100 } });
    await expect(paste(editor)).rejects.toMatchObject({ code: 'throttled' });
  });

  it('somebody of another team sees no case, and begins none', async () => {
    const secret = { scope: SEARCH, key: 'SEARCH_KEY' };
    const { id } = await openLeak(acme.ctx, { secret, whereFound: 'a log' });
    await expect(readLeak(editor, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(rotateLeak(editor, id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await listLeaks(editor)).items).toEqual([]);
    await expect(openLeak(editor, { secret, whereFound: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
    const named = tokenOf(['PAY_*'], ['secrets:list']);
    await expect(readLeak(named, id)).rejects.toMatchObject({ code: 'not_found' });
    const alias = { key: 'ALSO_KEY', aliasOf: 'SEARCH_KEY' };
    await aliasSecret(acme.ctx, anyKind(SEARCH), alias);
    const searching = await readLeak(tokenOf(['SEARCH_*'], ['secrets:list']), id);
    expect(searching.exposure.aliases).toEqual([]);
    expect((await readLeak(acme.ctx, id)).exposure.aliases).toHaveLength(1);
    const own = { scope: PAYMENTS, key: 'PAY_KEY' };
    const leak = await openLeak(editor, { secret: own, whereFound: 'a log' });
    expect(leak).toMatchObject({ neighbours: [], neighboursBeyondSight: 1 });
    expect((await readLeak(acme.ctx, leak.id)).neighbours[0]).toMatchObject({ why: ['value'] });
  });
});

it('a line is taken apart into at most four texts of eight bytes and more', () => {
  const texts = (text: string) =>
    valueCandidates(Plaintext.fromText(text)).map((one) =>
      one.use((bytes) => new TextDecoder().decode(bytes)),
    );
  expect(texts(' NAME="abcdefgh" ')).toEqual([' NAME="abcdefgh" ', 'NAME="abcdefgh"', 'abcdefgh']);
  expect(texts("'token: x'")).toEqual(["'token: x'", 'token: x']);
  expect(texts('api_key: abcdefghij')).toEqual(['api_key: abcdefghij', 'abcdefghij']);
  expect(texts('short')).toEqual([]);
});
