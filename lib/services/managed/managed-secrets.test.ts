import { beforeAll, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection/database';
import { Plaintext } from '@/lib/domain/plaintext';
import { lentVariables } from '@/lib/env';
import { describeDatabase } from '@/lib/testing/database';
import {
  contextOf,
  OTHER_MASTER_KEY,
  TEST_MASTER_KEY,
  testInstallation,
} from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import type { Context } from '../context';
import { applyManagedSecret } from './apply-managed-secret';
import { addManagedEntry, removeManagedEntry } from './change-managed-entries';
import { listManagedSecrets } from './list-managed-secrets';

const TOKEN = 'canary-Qm7vXw2Lk9Rt4Zp8';
const SETTINGS = {
  METRICS_TOKEN: TOKEN,
  OPENAI_API_KEY: TOKEN,
  SMTP_PASSWORD: 'password123',
  REDIS_URL: 'redis://cache.example.org:6379',
  LLM_API_KEY_CONTROL_PLANE: 'canary-of-a-model-key-0123456789',
  ENV_BACKEND_NAMES: 'SENDGRID_API_KEY',
};

describeDatabase('the console’s own secrets', (open) => {
  let database: Database;
  let acme: TestOrganization;
  let ctx: Context;

  beforeAll(async () => {
    database = await open();
    const installation = await testInstallation(database, SETTINGS);
    acme = await makeOrganization(installation);
    ctx = contextOf(installation, acme.owner);
  });

  const list = async (asking = ctx) => (await listManagedSecrets(asking)).items;
  const one = async (name: string, asking = ctx) =>
    (await list(asking)).find((item) => item.name === name);
  const apply = (name: string, text: string, asking = ctx) =>
    applyManagedSecret(asking, name, Plaintext.fromText(text));
  const eventsOf = (count: number) => lastEvents(database.prisma, ctx.installation.id, count);

  it('are listed with purpose, presence, strength and source, and no value', async () => {
    const items = await list();
    expect(await one('KEYSTOW_MASTER_KEY')).toMatchObject({
      use: 'read',
      present: true,
      source: 'the variable KEYSTOW_MASTER_KEY',
      strength: { grade: 'strong' },
      applies: null,
      wizard: '/keys/rotate',
    });
    expect(await one('SMTP_PASSWORD')).toMatchObject({ strength: { grade: 'weak' } });
    expect(await one('REDIS_URL')).toMatchObject({
      use: 'recognized',
      strength: { grade: 'unrated', words: 'there is no password in it' },
    });
    expect(await one('LLM_API_KEY_CONTROL_PLANE')).toMatchObject({ present: true });
    expect(await one('POSTGRES_PASSWORD')).toMatchObject({ present: false, strength: null });
    const told = JSON.stringify(items);
    for (const text of [TOKEN, TEST_MASTER_KEY, 'password123', 'canary']) {
      expect(told).not.toContain(text);
    }
  });

  it('that hold one and the same value warn of each other', async () => {
    expect((await one('METRICS_TOKEN'))?.sameAs).toEqual(['OPENAI_API_KEY']);
    expect((await one('OPENAI_API_KEY'))?.sameAs).toEqual(['METRICS_TOKEN']);
    expect((await one('SMTP_PASSWORD'))?.sameAs).toEqual([]);
  });

  it('are as old as the value that was seen first, which nothing stored tells of', async () => {
    const first = (await one('SMTP_PASSWORD'))?.firstSeenAt;
    expect(first).toBeTruthy();
    const changed = await testInstallation(database, { ...SETTINGS, SMTP_PASSWORD: 'another' });
    const later = (await one('SMTP_PASSWORD', contextOf(changed, acme.owner)))?.firstSeenAt;
    expect(Date.parse(later!)).toBeGreaterThan(Date.parse(first!));
    expect((await one('SMTP_PASSWORD'))?.firstSeenAt).toBe(first);
    const rows = await database.prisma.managedSecretSighting.findMany();
    expect(rows.every(({ tag }) => tag.length === 8)).toBe(true);
    expect(JSON.stringify(rows)).not.toContain('canary');
  });

  it('have no age while the console is locked, and are listed', async () => {
    const locked = await testInstallation(database, {
      ...SETTINGS,
      KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY,
    });
    const item = await one('METRICS_TOKEN', contextOf(locked, acme.owner));
    expect(item).toMatchObject({ present: true, firstSeenAt: null });
    await expect(apply('SMTP_PASSWORD', 'x', contextOf(locked, acme.owner))).rejects.toMatchObject({
      code: 'locked',
    });
  });

  it('are for those who manage keys alone', async () => {
    const stranger = contextOf(
      ctx.installation,
      await makeMember(acme, 'ed', 'editor', acme.search.team),
    );
    await expect(list(stranger)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(apply('SMTP_PASSWORD', 'x', stranger)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const entry = { name: 'X_KEY', purpose: 'x' };
    await expect(addManagedEntry(stranger, entry)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('are joined by what operators add, by its name or a slash reference', async () => {
    const purpose = 'Charges cards.';
    expect(await addManagedEntry(ctx, { name: 'billing/api_key', purpose })).toEqual({
      name: 'BILLING_API_KEY',
    });
    expect(await one('BILLING_API_KEY')).toMatchObject({ use: 'added', purpose, present: false });
    await expect(addManagedEntry(ctx, { name: 'BILLING_API_KEY', purpose })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(addManagedEntry(ctx, { name: 'JWT_SECRET', purpose })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(addManagedEntry(ctx, { name: 'no name', purpose })).rejects.toMatchObject({
      code: 'rule_broken',
    });
    await removeManagedEntry(ctx, 'BILLING_API_KEY');
    expect(await one('BILLING_API_KEY')).toBeUndefined();
    await expect(removeManagedEntry(ctx, 'BILLING_API_KEY')).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await eventsOf(2)).toMatchObject([
      { action: 'managed_secret.added', name: 'BILLING_API_KEY' },
      { action: 'managed_secret.removed', name: 'BILLING_API_KEY' },
    ]);
  });

  it('that are read at use take another value until the process ends, which is told', async () => {
    const { installation } = ctx;
    await apply('SMTP_PASSWORD', 'canary-Hs8dKq2Vn6Tb4Yx1w');
    expect(installation.env.smtpPassword?.reveal()).toBe('canary-Hs8dKq2Vn6Tb4Yx1w');
    expect(await one('SMTP_PASSWORD')).toMatchObject({
      source: 'applied until restart',
      applied: { by: acme.owner.email },
      strength: { grade: 'strong' },
    });
    const [event] = await eventsOf(1);
    expect(event).toMatchObject({ action: 'managed_secret.applied', name: 'SMTP_PASSWORD' });
    expect(JSON.stringify(event)).not.toContain('canary');
    const restarted = await testInstallation(database, SETTINGS);
    expect(restarted.env.smtpPassword?.reveal()).toBe('password123');
  });

  it('that are only lent are handed out with the new value', async () => {
    expect(lentVariables(['SENDGRID_API_KEY']).get('SENDGRID_API_KEY')).toBeUndefined();
    await apply('SENDGRID_API_KEY', 'canary-lent-anew');
    expect(lentVariables(['SENDGRID_API_KEY']).get('SENDGRID_API_KEY')).toBe('canary-lent-anew');
    delete process.env['SENDGRID_API_KEY'];
  });

  it.each(['KEYSTOW_MASTER_KEY', 'JWT_SECRET', 'DATABASE_URL', 'OPENAI_API_KEY'])(
    '%s is not applied, and it is said why',
    async (name) => {
      await expect(apply(name, 'canary-other')).rejects.toMatchObject({ code: 'conflict' });
    },
  );

  it('take no value that a start would refuse, and no other key, quoting nothing', async () => {
    const short = await apply('METRICS_TOKEN', 'canary').catch((error: Error) => error);
    expect(short).toMatchObject({ code: 'rule_broken' });
    expect(JSON.stringify(short)).not.toContain('canary');
    const master = apply('SMTP_PASSWORD', TEST_MASTER_KEY.toUpperCase());
    await expect(master).rejects.toMatchObject({
      extras: { issues: [{ pointer: '/value', code: 'shared_key' }] },
    });
    const { currentText } = ctx.installation.jwt;
    await expect(apply('SMTP_PASSWORD', currentText)).rejects.toMatchObject({
      extras: { issues: [{ code: 'shared_key' }] },
    });
    await expect(apply('NOT_KNOWN', 'x')).rejects.toMatchObject({ code: 'not_found' });
  });
});
