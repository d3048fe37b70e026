import { beforeAll, expect, it } from 'vitest';
import { hashLinkSecret } from '@/lib/crypto/bearer-token';
import { DAY_MS } from '@/lib/domain/durations';
import { fromTypeId } from '@/lib/domain/ids';
import type { Context, Installation } from '@/lib/services/context';
import { makeConnector } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { referSecret } from '../secrets/refer-secret';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { linkFor, refusalOf, sealSecret } from '@/lib/testing/intake';
import type { AskedSecret } from '@/lib/testing/intake';
import { makeMember, makeOrganization, makeToken } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { readToken } from '../tokens/read-token';
import { anyKind } from '../access/authorize';
import { aliasSecret } from '../secrets/alias-secret';
import { deleteSecret } from '../secrets/delete-secret';
import { makeIntakeLink } from './make-intake-link';

const APP = 'payments.production.billing';

describeDatabase('making an intake link', (open) => {
  let installation: Installation;
  let acme: TestOrganization;
  let secret: AskedSecret;
  beforeAll(async () => {
    installation = await testInstallation(await open());
    acme = await makeOrganization(installation);
    secret = await sealSecret(acme.ctx, APP, 'STRIPE_KEY');
  });

  const make = (ctx: Context, secrets: readonly string[]) =>
    makeIntakeLink(ctx, { secrets: [...secrets], label: 'Bob', expiresInDays: 2 });
  const as = async (name: string, role: 'editor' | 'viewer' | 'admin', at: 'app' | 'team') =>
    contextOf(installation, await makeMember(acme, name, role, acme.payments[at]));

  it('answers the link once, stores its hash alone, and names maker and secrets in the audit log', async () => {
    const { prisma } = installation.database;
    const made = await make(acme.ctx, [`${APP}/STRIPE_KEY`, secret.id]);
    expect(made.link).toMatch(/^http:\/\/localhost:3000\/intake#[\w-]{43}$/);
    expect(made).toMatchObject({ label: 'Bob', asked: 1, answered: 0, state: 'open' });
    const row = await prisma.intakeLink.findUniqueOrThrow({
      where: { id: fromTypeId(['link'], made.id)! },
    });
    const text = made.link.split('#')[1]!;
    expect(Buffer.from(row.hash)).toEqual(Buffer.from(hashLinkSecret(text)));
    expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(2 * DAY_MS);
    const event = await prisma.auditEvent.findFirstOrThrow({
      where: { action: 'intake_link.created' },
      orderBy: { number: 'desc' },
    });
    expect(event.text).not.toContain(text);
    expect(JSON.parse(event.text!)).toMatchObject({
      actor: { name: acme.owner.email },
      details: {
        link: { id: made.id, name: 'Bob' },
        secrets: [{ id: secret.id, name: 'STRIPE_KEY' }],
        expiresAt: made.expiresAt,
      },
    });
  });

  it('is a person’s: a token is told why not', async () => {
    const token = await readToken(installation, await makeToken(acme));
    const attempt = make(contextOf(installation, token!), [secret.id]);
    expect(await refusalOf(attempt)).toContain('A token cannot make intake links');
  });

  it('needs secrets:write on the scope of every secret', async () => {
    const elsewhere = await sealSecret(acme.ctx, 'search.production.indexer', 'INDEX_KEY');
    const editor = await as('editor', 'editor', 'app');
    expect(await refusalOf(make(editor, [secret.id]))).toBe('none');
    expect(await refusalOf(make(editor, [secret.id, elsewhere.id]))).toContain('not_found');
    const viewer = await as('viewer', 'viewer', 'team');
    expect(await refusalOf(make(viewer, [secret.id]))).toContain('forbidden');
  });

  it('answers alike for what is not there and what is somebody else’s, and names which it was', async () => {
    const stranger = await makeOrganization(installation, 'strangers');
    const [unknown, foreign] = await Promise.all([
      refusalOf(make(stranger.ctx, [`${APP}/NO_SUCH`])),
      refusalOf(make(stranger.ctx, [secret.id])),
    ]);
    expect(foreign).toBe(unknown);
    expect(foreign).toContain('number 1');
    expect(await refusalOf(make(acme.ctx, [secret.id, 'STRIPE_KEY']))).toContain('number 2');
  });

  it('asks for no alias, which has no value of its own, and for nothing that is in the bin', async () => {
    await aliasSecret(acme.ctx, anyKind(APP), { key: 'SECOND_NAME', aliasOf: 'STRIPE_KEY' });
    const attempt = make(acme.ctx, [`${APP}/SECOND_NAME`]);
    expect(await refusalOf(attempt)).toContain('SECOND_NAME is an alias');
    const gone = await sealSecret(acme.ctx, APP, 'GONE');
    await deleteSecret(acme.ctx, anyKind(APP), 'GONE', {});
    expect(await refusalOf(linkFor(acme.ctx, [gone]))).toContain('not_found');
  });

  it('asks for nothing whose value lives at a backend', async () => {
    await makeConnector(acme, { kind: 'aws', slug: 'cloud' });
    const input = { key: 'IN_CLOUD', backend: 'aws', reference: 'there' } as const;
    await referSecret(acme.ctx, anyKind(APP), input);
    expect(await refusalOf(make(acme.ctx, [`${APP}/IN_CLOUD`]))).toContain('lives in aws');
  });

  it('asks for many at once, each once', async () => {
    const secrets = await Promise.all(
      Array.from({ length: 20 }, (_, at) => sealSecret(acme.ctx, '_platform', `MANY_${at}`)),
    );
    const made = await make(
      acme.ctx,
      secrets.map(({ id }) => id),
    );
    expect(made.items.map((item) => item.path)).toEqual(secrets.map(() => '_platform'));
  });
});
