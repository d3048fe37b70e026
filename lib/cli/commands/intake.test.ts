import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { describeDatabase } from '@/lib/testing/database';
import { linkFor, sealSecret } from '@/lib/testing/intake';
import type { MadeLink } from '@/lib/testing/intake';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCli } from '@/lib/testing/run-cli';

const run = (...args: string[]) => runCli('intake', ...args);

describeDatabase('keystow intake', (open) => {
  let rest: Rest;
  let link: MadeLink;
  beforeAll(async () => {
    rest = await openRest(await open());
    const { ctx } = rest.organization;
    link = await linkFor(ctx, [await sealSecret(ctx, 'payments', 'STRIPE_KEY')]);
  });
  beforeEach(() => {
    vi.stubEnv('KEYSTOW_URL', 'http://localhost:3000');
    vi.stubEnv('KEYSTOW_TOKEN', rest.machine.token);
    vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
      rest.api.request(address, { ...init, redirect: 'follow' }),
    );
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  it('lists links with how far they have come, never their secret, and revokes them', async () => {
    const listed = await run('list');
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toContain(`${link.id}  open      0 of 1 entered`);
    expect(listed.out).not.toContain(link.holder.secret);
    const revoked = await run('revoke', link.id);
    expect(revoked).toEqual({ code: 0, out: `${link.id} is revoked.\n`, err: '' });
    const facts = JSON.parse((await run('list', '--json')).out) as object;
    expect(facts).toMatchObject({ items: [{ id: link.id, label: 'Bob', state: 'revoked' }] });
  });

  it('says what to set where no console is named, and that a person makes links', async () => {
    vi.stubEnv('KEYSTOW_URL', undefined);
    const refused = await run('list');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('Set KEYSTOW_URL and KEYSTOW_TOKEN');
    const help = (await run('--help')).out.replaceAll(/\s+/g, ' ');
    expect(help).toContain('made in the console by a person, not by a token');
    expect((await run('create')).code).toBe(2);
  });

  it('answers for a link that is not in sight as the console does', async () => {
    const refused = await run('revoke', 'lnk_none');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('was not found');
  });
});
