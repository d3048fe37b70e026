import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { RotationWindow } from '@/lib/contracts/rotation';
import { describeDatabase } from '@/lib/testing/database';
import { sealSecret } from '@/lib/testing/intake';
import { openRest } from '@/lib/testing/rest';
import type { Rest } from '@/lib/testing/rest';
import { runCli } from '@/lib/testing/run-cli';

const APP = 'payments.production.billing';

describeDatabase('keystow rotation', (open) => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest(await open());
    await sealSecret(rest.organization.ctx, APP, 'STRIPE_KEY', 'api_key');
    await rest.installation.database.pool.query(
      `UPDATE secret_version SET created_at = now() - interval '40 days'`,
    );
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

  const done = async (...args: string[]) => {
    const { code, out, err } = await runCli('rotation', ...args);
    expect([args, code, err]).toEqual([args, 0, '']);
    return out;
  };
  const at = ['--scope', APP];

  it('makes a secret overdue by a stricter window, and puts it off with a reason', async () => {
    expect(await done('list', ...at)).toContain(`40/90 d  ${APP}/STRIPE_KEY`);
    expect(await done('list', '--due')).toBe('Nothing.\n');
    const made = await done('windows', 'set', '30', ...at, '--type', 'api_key', '--json');
    const { id } = JSON.parse(made) as RotationWindow;
    expect(await done('windows', 'list', ...at)).toContain(
      `${id}  30 d  api_key  ${APP}  stricter`,
    );
    expect(await done('list', '--due')).toMatch(/^overdue .* 40\/30 d .*STRIPE_KEY\n$/);
    const why = ['--reason', 'The vendor is closed.', '--days', '7'];
    expect(await done('snooze', 'STRIPE_KEY', ...at, ...why)).toContain('is put off until');
    expect(await done('list', '--status', 'snoozed')).toContain('The vendor is closed.');
    await done('snooze', 'STRIPE_KEY', ...at, '--end');
    await done('windows', 'end', id, ...at);
    expect(await done('list', '--status', 'overdue', 'snoozed')).toBe('Nothing.\n');
  });

  it('leaves asking for a looser window to a person', async () => {
    const refused = await runCli('rotation', 'windows', 'set', '120', ...at, '--key', 'STRIPE_KEY');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('A person asks for a looser window');
    expect(await done('list', ...at)).toContain('40/90 d');
  });

  it('says what is wrong before anything is asked of the console', async () => {
    for (const args of [
      ['windows', 'set', '0', ...at],
      ['windows', 'set', '3651', ...at],
      ['snooze', 'STRIPE_KEY', ...at, '--days', '3'],
      ['snooze', 'STRIPE_KEY', '--reason', 'x', '--days', '3'],
    ]) {
      expect(await runCli('rotation', ...args)).toMatchObject({ code: 2, out: '' });
    }
    const own = ['snooze', 'data_keys', '--console', '--reason', 'Later.', '--days', '3'];
    expect(await done(...own)).toContain('data_keys is put off until');
  });
});
