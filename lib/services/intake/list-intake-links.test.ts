import { beforeAll, expect, it } from 'vitest';
import type { Context, Installation } from '@/lib/services/context';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { enter, linkFor, refusalOf, sealSecret } from '@/lib/testing/intake';
import type { AskedSecret, MadeLink } from '@/lib/testing/intake';
import { makeMember, makeOrganization } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { createToken } from '../tokens/create-token';
import { readToken } from '../tokens/read-token';
import { listIntakeLinks } from './list-intake-links';
import { revokeIntakeLink } from './revoke-intake-link';

const APP = 'payments.production.billing';
const INDEXER = 'search.production.indexer';

describeDatabase('listing intake links', (open) => {
  let installation: Installation;
  let acme: TestOrganization;
  let billing: AskedSecret;
  let index: AskedSecret;
  let ofBilling: MadeLink;
  let ofBoth: MadeLink;
  beforeAll(async () => {
    installation = await testInstallation(await open());
    acme = await makeOrganization(installation);
    billing = await sealSecret(acme.ctx, APP, 'STRIPE_KEY');
    index = await sealSecret(acme.ctx, INDEXER, 'INDEX_KEY');
    ofBilling = await linkFor(acme.ctx, [billing]);
    ofBoth = await linkFor(acme.ctx, [billing, index]);
  });

  const seenBy = async (ctx: Context) => (await listIntakeLinks(ctx)).items;
  const idsSeenBy = async (ctx: Context) => (await seenBy(ctx)).map((link) => link.id);
  const member = async (name: string, role: 'editor' | 'viewer' | 'admin') =>
    contextOf(installation, await makeMember(acme, name, role, acme.payments.team));

  it('shows what was asked, what was entered when, as which version, and what is left', async () => {
    await enter(installation, ofBoth, index, 'entered');
    const [both, alone] = await seenBy(acme.ctx);
    expect(both).toMatchObject({ id: ofBoth.id, state: 'open', asked: 2, answered: 1 });
    expect(both!.items).toMatchObject([
      { key: 'STRIPE_KEY', path: APP, answeredAt: null, version: null },
      { key: 'INDEX_KEY', path: INDEXER, answeredAt: expect.any(String), version: 2 },
    ]);
    expect(alone).toMatchObject({ id: ofBilling.id, createdBy: acme.owner.email });
    expect(JSON.stringify([both, alone])).not.toContain(ofBoth.holder.secret);
  });

  it('goes on page by page, newest first', async () => {
    const first = await listIntakeLinks(acme.ctx, { limit: 1 });
    expect(first.items.map((link) => link.id)).toEqual([ofBoth.id]);
    const second = await listIntakeLinks(acme.ctx, { limit: 1, after: first.next! });
    expect(second).toMatchObject({ items: [{ id: ofBilling.id }], next: null });
  });

  it('is for those who could write every secret of a link: nobody sees it for a part, or by reading', async () => {
    expect(await idsSeenBy(await member('editor', 'editor'))).toEqual([ofBilling.id]);
    expect(await idsSeenBy(await member('viewer', 'viewer'))).toEqual([]);
    const stranger = await makeOrganization(installation, 'strangers');
    expect(await idsSeenBy(stranger.ctx)).toEqual([]);
  });

  it('shows no name to its maker that he may not list any more', async () => {
    const maker = await makeMember(acme, 'maker', 'editor', acme.payments.team);
    const ctx = contextOf(installation, maker);
    const own = await linkFor(ctx, [billing]);
    await installation.database.prisma.scopeGrant.deleteMany({ where: { userId: maker.id } });
    const [seen] = await seenBy(ctx);
    expect(seen).toMatchObject({ id: own.id, items: [{ id: null, key: null, path: null }] });
  });

  it('is limited for a token to links wholly within its names', async () => {
    const made = await createToken(acme.ctx, {
      name: 'narrow',
      permissions: ['secrets:write', 'secrets:list'],
      namePatterns: ['STRIPE_*'],
    });
    const ctx = contextOf(installation, (await readToken(installation, made.token))!);
    const seen = await idsSeenBy(ctx);
    expect(seen).toContain(ofBilling.id);
    expect(seen).not.toContain(ofBoth.id);
  });

  it('revokes what is in sight, and knows of nothing else', async () => {
    const editor = await member('other-editor', 'editor');
    expect(await refusalOf(revokeIntakeLink(editor, ofBoth.id))).toContain('not_found');
    expect(await refusalOf(revokeIntakeLink(editor, 'lnk_x'))).toContain('not_found');
    await revokeIntakeLink(editor, ofBilling.id);
    const states = (await seenBy(acme.ctx)).map((link) => [link.id, link.state]);
    expect(states).toContainEqual([ofBilling.id, 'revoked']);
    expect(states).toContainEqual([ofBoth.id, 'open']);
  });

  it('tells a link that is through from one that ran out', async () => {
    const done = await linkFor(acme.ctx, [billing]);
    const late = await linkFor(acme.ctx, [billing]);
    await enter(installation, done, billing, 'entered');
    await installation.database.prisma.$executeRaw`
      UPDATE intake_link SET expires_at = clock_timestamp()`;
    const states = new Map((await seenBy(acme.ctx)).map((link) => [link.id, link.state]));
    expect([states.get(done.id), states.get(late.id)]).toEqual(['complete', 'expired']);
  });
});
