import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { fromTypeId, newUuid, toTypeId } from '@/lib/domain/ids';
import { Plaintext } from '@/lib/domain/plaintext';
import { readValueParts } from '@/lib/domain/value-parts';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { PLATFORM_SCOPE } from '../access/authorize';
import { describeSecret } from './describe-secret';
import type { DescriptionInput } from './describe-secret';
import { putSecret } from './put-secrets';
import type { SecretInput } from './secret-input';

const LATER = '2999-01-31T12:00:00.000Z';

const refusedAt = (pointer: string, code: string) => ({ extras: { issues: [{ pointer, code }] } });

describeDatabase('describing a secret', (open) => {
  let database: Database;
  let acme: TestOrganization;

  beforeAll(async () => {
    database = await open();
    acme = await makeOrganization(await testInstallation(database));
  });

  const put = async (key: string, more: Partial<SecretInput> = {}) => {
    const plaintext = Plaintext.fromText('canary-value');
    const input = { key, plaintext, format: 'utf8', ...more } as const;
    return (await putSecret(acme.ctx, PLATFORM_SCOPE, input)).secret;
  };
  const change = (key: string, input: DescriptionInput) =>
    describeSecret(acme.ctx, PLATFORM_SCOPE, key, input);
  const eventsOf = async (id: string) =>
    (
      await database.prisma.auditEvent.findMany({
        where: { action: 'secret.described', targetId: fromTypeId(['secret'], id) ?? '' },
        orderBy: { number: 'asc' },
      })
    ).map((event) => event.text ?? '');

  it('changes what is sent, keeps what is not, and takes away what is null', async () => {
    const before = await put('FULL', { description: 'first', rotationWindowDays: 30 });
    const changed = await change('FULL', {
      category: 'agent',
      delivery: 'file',
      owner: 'payments',
      tags: ['pci', 'billing', 'pci'],
      expiresAt: LATER,
    });
    expect(changed).toEqual({
      ...before,
      category: 'agent',
      delivery: 'file',
      owner: { kind: 'team', id: acme.payments.team.id, name: 'payments' },
      tags: ['billing', 'pci'],
      expiresAt: LATER,
      updatedAt: changed.updatedAt,
    });
    const cleared = await change('FULL', {
      description: null,
      owner: null,
      tags: [],
      expiresAt: null,
      rotationWindowDays: null,
    });
    expect(cleared).toMatchObject({ ...nothing, category: 'agent', delivery: 'file', version: 1 });
    expect(await change('FULL', { description: '' })).toMatchObject({ description: null });
  });

  const nothing = {
    description: null,
    owner: null,
    tags: [],
    expiresAt: null,
    rotationWindowDays: null,
  };

  it('is recorded by the names of the changed fields alone, and not at all without a change', async () => {
    const { id } = await put('AUDITED', { description: 'was' });
    const input = { description: 'canary-text', owner: acme.owner.email, reason: 'told apart' };
    await change('AUDITED', input);
    await change('AUDITED', input);
    await change('AUDITED', {});
    const texts = await eventsOf(id);
    expect(texts).toHaveLength(1);
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({
      details: { fields: ['description', 'owner'], reason: 'told apart', secret: { id } },
    });
    expect(texts[0]).not.toContain('canary-text');
    const row = await database.prisma.secret.findFirstOrThrow({ where: { name: 'AUDITED' } });
    expect(row.updatedBy).toBe(acme.owner.email);
  });

  it('is told at which version it was decided', async () => {
    await put('WATCHED');
    const stale = change('WATCHED', { description: 'x', ifVersion: 2 });
    await expect(stale).rejects.toMatchObject({ code: 'version_conflict' });
    expect(await change('WATCHED', { description: 'x', ifVersion: 1 })).toMatchObject({
      version: 1,
    });
    await expect(change('watched', {})).rejects.toMatchObject({ code: 'not_found' });
  });

  it('needs secrets:write', async () => {
    const viewer = await makeMember(acme, 'viewer', 'viewer', acme.payments.team);
    const ctx = contextOf(acme.ctx.installation, viewer);
    const reference = { kinds: ['team'], ref: 'payments' } as const;
    const refused = describeSecret(ctx, reference, 'ANY', { description: 'x' });
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  });

  describe('the owner', () => {
    it('is a person by e-mail or id, or a team by path or id', async () => {
      await put('OWNED');
      const person = { kind: 'person', id: toTypeId('user', acme.owner.id), name: 'Owner' };
      for (const owner of [person.id, acme.owner.email, ` ${acme.owner.email.toUpperCase()} `]) {
        expect((await change('OWNED', { owner })).owner).toEqual(person);
      }
      const { id, name } = acme.search.team;
      for (const owner of [id, 'search']) {
        expect((await change('OWNED', { owner })).owner).toEqual({ kind: 'team', id, name });
      }
      const sealed = await put('OWNED_AT_ONCE', { owner: 'search' });
      expect(sealed.owner?.id).toBe(id);
      expect((await put('OWNED_AT_ONCE')).owner?.id).toBe(id);
    });

    it('is nobody unknown, deactivated, of another organization or of no kind that can answer', async () => {
      await put('OWNERLESS');
      const other = await makeOrganization(acme.ctx.installation, 'strangers');
      const gone = await makeMember(acme, 'gone', 'viewer', acme.payments.team);
      await database.prisma.user.update({
        where: { id: gone.id },
        data: { deactivatedAt: new Date() },
      });
      const strangers = [
        other.owner.email,
        toTypeId('user', other.owner.id),
        other.payments.team.id,
      ];
      const others = [gone.email, toTypeId('user', newUuid()), 'nobody@acme.example', 'nowhere'];
      const odd = [acme.payments.app.id, 'payments.production', '_platform', '%'];
      for (const owner of [...strangers, ...others, ...odd]) {
        const refused = refusedAt('/owner', 'owner_unknown');
        await expect(change('OWNERLESS', { owner }), owner).rejects.toMatchObject(refused);
        await expect(put('OWNERLESS', { owner }), owner).rejects.toMatchObject(refused);
      }
    });
  });

  describe('the end', () => {
    it('lies in the future when it is set, and may stay when it has passed', async () => {
      const past = refusedAt('/expiresAt', 'expires_past');
      const expiresAt = '2020-01-01T00:00:00Z';
      await expect(put('ENDING', { expiresAt })).rejects.toMatchObject(past);
      const { id } = await put('ENDING', { expiresAt: LATER });
      await expect(change('ENDING', { expiresAt })).rejects.toMatchObject(past);
      await database.prisma.secret.update({
        where: { id: fromTypeId(['secret'], id) ?? '' },
        data: { expiresAt: new Date(expiresAt) },
      });
      expect((await change('ENDING', { expiresAt, description: 'x' })).description).toBe('x');
      expect((await put('ENDING')).expiresAt).toBe('2020-01-01T00:00:00.000Z');
      expect((await change('ENDING', { expiresAt: null })).expiresAt).toBeNull();
    });

    it('keeps its hour where a form knows the day only', async () => {
      await put('BY_DAY', { expiresAt: LATER });
      const day = '2999-01-31T23:59:59Z';
      const same = await change('BY_DAY', { expiresAt: day, asShown: true });
      expect(same.expiresAt).toBe(LATER);
      const moved = await change('BY_DAY', { expiresAt: '2999-02-01T23:59:59Z', asShown: true });
      expect(moved.expiresAt).toBe('2999-02-01T23:59:59.000Z');
    });
  });

  it('takes tags that have one spelling, and not too many', async () => {
    await put('TAGGED');
    await expect(change('TAGGED', { tags: ['PCI'] })).rejects.toMatchObject(
      refusedAt('/tags', 'tag_pattern'),
    );
    await expect(put('TAGGED', { tags: ['a b'] })).rejects.toMatchObject(
      refusedAt('/tags', 'tag_pattern'),
    );
  });

  it('changes a type among those of one text, and chooses it', async () => {
    await put('STRIPE_KEY');
    expect(await change('STRIPE_KEY', { type: 'generic' })).toMatchObject({ type: 'generic' });
    expect(await put('STRIPE_KEY')).toMatchObject({ type: 'generic', version: 2 });
    await change('STRIPE_KEY', { type: 'api_key' });
    const plaintext = Plaintext.fromText('two words');
    await expect(put('STRIPE_KEY', { plaintext })).rejects.toMatchObject(
      refusedAt('/value', 'type_shape'),
    );
  });

  it('does not choose the guessed type that a form merely shows', async () => {
    await put('SHOWN_KEY');
    const shown = { type: 'api_key', description: 'changed', asShown: true } as const;
    expect(await change('SHOWN_KEY', shown)).toMatchObject({ type: 'api_key' });
    const plaintext = Plaintext.fromText('two words');
    expect(await put('SHOWN_KEY', { plaintext })).toMatchObject({ type: 'generic', version: 2 });
  });

  it('does not change a type to one that needs a value of another shape', async () => {
    const format = 'object';
    const plaintext = readValueParts({ username: 'u', password: 'p' });
    await put('LOGIN', { type: 'auth_profile', plaintext, format });
    await put('PLAIN');
    const cases = [
      ['LOGIN', 'generic'],
      ['LOGIN', 'oauth_tokens'],
      ['PLAIN', 'auth_profile'],
    ] as const;
    for (const [key, type] of cases) {
      await expect(change(key, { type })).rejects.toMatchObject({
        code: 'conflict',
        ...refusedAt('/type', 'other_shape'),
      });
    }
    expect(await change('LOGIN', { type: 'auth_profile' })).toMatchObject({ type: 'auth_profile' });
  });
});
