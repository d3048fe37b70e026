import { beforeAll, expect, it } from 'vitest';
import { fromTypeId } from '@/lib/domain/ids';
import { describeDatabase } from '@/lib/testing/database';
import { contextOf, testInstallation } from '@/lib/testing/installation';
import { lastEvents } from '@/lib/testing/last-events';
import { makeMember, makeOrganization, makeToken } from '@/lib/testing/organization';
import type { TestOrganization } from '@/lib/testing/organization';
import { beginRun } from '@/lib/testing/rotation-runs';
import { chargedTo } from '../access/charged-to';
import type { Context } from '../context';
import { readToken } from '../tokens/read-token';
import { checkTexts, WORDS_PER_ACTOR_MAX, WORDS_PER_SECRET_MAX } from './check-texts';
import { findRun } from './find-run';

const APP = 'payments.production.billing';

describeDatabase('texts that are compared with values', (open) => {
  let acme: TestOrganization;

  beforeAll(async () => {
    acme = await makeOrganization(await testInstallation(await open()));
  });

  async function secretOf(key: string) {
    const run = await beginRun(acme.ctx, APP, [key]);
    const { scope } = await findRun(acme.ctx, run.id, 'rotation:run');
    const secretId = fromTypeId(['secret'], run.items[0]!.id)!;
    return (ctx: Context, note: string) =>
      checkTexts(ctx, scope, [secretId], { note }).then(
        () => 'done',
        ({ code }: { code: string }) => code,
      );
  }
  const words = (count: number) =>
    Array.from({ length: count }, (_, at) => `guess-number-${at}`).join(' ');
  const person = async (name: string) => {
    const { installation } = acme.ctx;
    return contextOf(installation, await makeMember(acme, name, 'editor', acme.payments.team));
  };
  const token = async () => {
    const { installation } = acme.ctx;
    return contextOf(installation, (await readToken(installation, await makeToken(acme)))!);
  };

  it('leave an event where one holds a value, which tells neither the text nor the word', async () => {
    const say = await secretOf('HELD_KEY');
    expect(await say(await person('guesses'), 'is it the-old-value-of-HELD_KEY')).toBe(
      'rule_broken',
    );
    const [event] = await lastEvents(acme.ctx.installation.database.prisma, acme.id, 1);
    expect(event).toMatchObject({
      action: 'secret.text_refused',
      secret: { name: 'HELD_KEY' },
      field: 'note',
    });
    expect(JSON.stringify(event)).not.toContain('the-old-value');
  });

  it('are charged to whoever made a token, so that making tokens makes no new allowance', async () => {
    const say = await secretOf('TOKEN_KEY');
    const [first, second] = [await token(), await token()];
    expect(await chargedTo(first)).toBe(await chargedTo(acme.ctx));
    expect(await say(first, words(WORDS_PER_ACTOR_MAX - 20))).toBe('done');
    expect(await say(second, words(40))).toBe('throttled');
    expect(await say(acme.ctx, words(40))).toBe('throttled');
  });

  it('are bounded per secret, however many people write', async () => {
    const say = await secretOf('SHARED_KEY');
    const other = await secretOf('OTHER_KEY');
    const each = WORDS_PER_ACTOR_MAX - 50;
    for (let at = 0; at < Math.floor(WORDS_PER_SECRET_MAX / each); at += 1) {
      expect(await say(await person(`many${at}`), words(each))).toBe('done');
    }
    const last = await person('last');
    expect(await say(last, words(each))).toBe('throttled');
    expect(await other(last, words(40))).toBe('done');
  });
});
