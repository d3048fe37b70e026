import { expect, it } from 'vitest';
import type { Installation } from '@/lib/services/context';
import { describeDatabases } from '@/lib/testing/database';
import { OTHER_MASTER_KEY, testInstallation } from '@/lib/testing/installation';
import { checkReadiness } from './check-readiness';

describeDatabases('readiness', (open) => {
  it('is given while the database answers and the key is open', async () => {
    const installation = await testInstallation(await open());
    expect(await checkReadiness(async () => installation)).toEqual({
      status: 'ready',
      checks: { database: 'ok', key: 'ok' },
    });
  });

  it('is not given while the console is locked, and names no key', async () => {
    const database = await open();
    await testInstallation(database);
    const locked = await testInstallation(database, { KEYSTOW_MASTER_KEY: OTHER_MASTER_KEY });
    const readiness = await checkReadiness(async () => locked);
    expect(readiness).toEqual({ status: 'not_ready', checks: { database: 'ok', key: 'locked' } });
    expect(JSON.stringify(readiness)).not.toContain('mk_');
  });

  it('is not given while the database is away', async () => {
    const installation = await testInstallation(await open());
    await installation.database.close();
    expect(await checkReadiness(async () => installation)).toEqual({
      status: 'not_ready',
      checks: { database: 'unavailable', key: 'ok' },
    });
  });
});

const unknown = { status: 'not_ready', checks: { database: 'unavailable', key: 'unknown' } };

it('is not given where the console did not boot', async () => {
  const failed = () => Promise.reject(new Error('no database'));
  expect(await checkReadiness(failed)).toEqual(unknown);
});

it('is answered within bounded time where nothing else answers', async () => {
  const never = () => new Promise<Installation>(() => undefined);
  expect(await checkReadiness(never)).toEqual(unknown);
}, 5_000);
