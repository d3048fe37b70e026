import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { BackendFault } from '@/lib/domain/backend';
import { runTransfers } from '@/lib/services/transfers/run-transfers';
import { makeConnector, openHarness } from '@/lib/testing/backends/harness-backend';
import type { HarnessBackend } from '@/lib/testing/backends/harness-backend';
import { describeDatabase } from '@/lib/testing/database';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCliWith } from '@/lib/testing/run-cli';

const APP = ['--scope', 'payments.production.billing'];

describeDatabase('keystow secrets transfer', (open) => {
  let rest: Rest;
  let harness: HarnessBackend;
  beforeAll(async () => {
    rest = await openRest(await open());
    harness = openHarness(rest.installation);
    await makeConnector(rest.organization, { kind: 'aws', slug: 'cloud', writable: true });
  });
  beforeEach(() => {
    vi.stubEnv('KEYSTOW_URL', 'http://localhost:3000');
    vi.stubEnv('KEYSTOW_TOKEN', rest.machine.token);
    // What a console does beside answering: it works off what was started.
    vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
      const answer = await rest.api.request(address, { ...init, redirect: 'follow' });
      if (/\/(start|resume)$/.test(address) && answer.ok) await runTransfers(rest.installation);
      return answer;
    });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
    harness.held.clear();
    harness.faults.clear();
  });

  const run = (...args: string[]) => runCliWith('', 'secrets', 'transfer', ...APP, ...args);
  const BY_VALUE = ['--from', 'cloud', '--to', 'local', '--by', 'value'];

  it('plans alone with --dry-run, says what is wrong with rows, and starts that plan with --resume', async () => {
    harness.keep('prod/mail-key', 'canary-mail');
    harness.keep('prod/ld-preload', 'canary-preload');
    const dry = await run(...BY_VALUE, '--prefix', 'prod/', '--dry-run');
    expect(dry.code).toBe(1);
    expect(dry.out).toMatch(/^invalid +LD_PRELOAD +prod\/ld-preload +\S/m);
    expect(dry.out).toMatch(/^new +MAIL_KEY +prod\/mail-key$/m);
    expect(dry.out).toContain('1 value of cloud will be sealed in payments.production.billing');
    expect(dry.err).toContain('1 row is not transferred');
    const id = /--resume (\S+) starts/.exec(dry.out)?.[1] ?? '';
    const resumed = await run('--resume', id);
    expect(resumed.out).toContain(`${id} ended: 1 done, 1 left out, read again and found the same`);
    expect([resumed.code, resumed.err]).toEqual([1, expect.stringContaining('not transferred')]);
    expect(dry.out + dry.err + resumed.out + resumed.err).not.toContain('canary');
  });

  it('does what was asked with --yes, tells how far it is, and prints JSON for programs', async () => {
    harness.keep('bill/one-key', 'canary-one');
    harness.keep('bill/two-key', 'canary-two');
    const named = ['--prefix', 'bill/', '--name', 'bill/two-key=SECOND_KEY', '--yes'];
    const refer = ['--from', 'cloud', '--to', 'local', '--by', 'reference'];
    const done = await run(...refer, ...named);
    expect([done.code, done.out]).toEqual([0, expect.stringMatching(/^trf_\w+ ended: 2 done\.$/m)]);
    expect(done.err).toContain('2 of 2 rows');
    expect(done.err).toMatch(/new +SECOND_KEY +bill\/two-key/);
    const back = ['--from', 'cloud', '--to', 'local', '--move', '--remove-source', '--json'];
    const moved = await run(...back, '--yes', '--prefix', 'ONE_', '--prefix', 'SECOND_');
    expect([moved.code, moved.err]).toEqual([0, '']);
    expect(JSON.parse(moved.out)).toMatchObject({
      transfer: { state: 'ended', removeSource: true },
    });
    expect([...harness.held.keys()]).toEqual([]);
    const again = await run(...back, '--yes', '--prefix', 'ONE_');
    expect([again.code, again.err]).toEqual([0, '']);
    expect(JSON.parse(again.out)).toMatchObject({ transfer: { state: 'cancelled' }, items: [] });
  });

  it('ends with 1 where a row failed, and names it with why', async () => {
    harness.keep('late/some-key', 'canary-some');
    const dry = await run(...BY_VALUE, '--prefix', 'late/', '--dry-run');
    const id = /--resume (\S+) starts/.exec(dry.out)?.[1] ?? '';
    harness.faults.set('late/some-key', new BackendFault('denied', 'It may not be read.'));
    const failed = await run('--resume', id);
    expect(failed.code).toBe(1);
    expect(failed.out).toMatch(/^failed +SOME_KEY +late\/some-key +.*It may not be read/m);
    expect(failed.err).toContain('1 row is not transferred');
  });

  it('refuses bad input with the option or field, and what to give', async () => {
    const refusals = [
      [2, ['--from', 'cloud'], 'Give --from and --to'],
      [2, [...BY_VALUE], 'add --yes to start, or --dry-run'],
      [2, ['--resume', 'trf_x', '--from', 'cloud'], '--resume: its plan says'],
      [2, [...BY_VALUE, '--by', 'hand'], 'Allowed choices are reference, value'],
      [
        1,
        ['--from', 'nowhere', '--to', 'local', '--by', 'value', '--yes'],
        '--from: Name a connector',
      ],
      [1, ['--resume', 'trf_01h2xcejqtf2nbrexx3vqjhp41'], 'transfer'],
      [
        2,
        [...BY_VALUE, '--yes', '--discard', 'NOBODY'],
        '--discard: no row of the plan has the name NOBODY',
      ],
    ] as const;
    for (const [code, args, reason] of refusals) {
      const said = await run(...args);
      expect([args, said.code, said.out]).toEqual([args, code, '']);
      expect(said.err).toContain(reason);
    }
  });
});
