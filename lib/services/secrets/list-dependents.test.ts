import { expect, it } from 'vitest';
import { Plaintext } from '@/lib/domain/plaintext';
import { describeDatabases } from '@/lib/testing/database';
import { testInstallation } from '@/lib/testing/installation';
import { makeOrganization } from '@/lib/testing/organization';
import { makeWorker } from '@/lib/testing/workers';
import { anyKind } from '../access/authorize';
import { aliasSecret } from './alias-secret';
import { listDependents } from './list-dependents';
import { putSecret } from './put-secrets';

describeDatabases('what depends on a secret', (open) => {
  it('tells how many workers restart by themselves: by their rule, and by the scope they have it from', async () => {
    const acme = await makeOrganization(await testInstallation(await open()));
    const { app, workspace, team } = acme.payments;
    const places = { SHARED: '_platform', OF_TEAM: team.path, OF_WORK: workspace.path };
    const all = { ...places, OWN: app.path };
    for (const [key, path] of Object.entries(all)) {
      const plaintext = Plaintext.fromText(`value of ${key}`);
      await putSecret(acme.ctx, anyKind(path), { key, plaintext, format: 'utf8' });
    }
    for (const restart of ['platform', 'platform', 'all', 'never'] as const) {
      await makeWorker(acme, app, { restart });
    }
    const counted = async (key: string, path: string) => {
      const { total, byThemselves } = (await listDependents(acme.ctx, anyKind(path), key)).workers;
      return [key, total, byThemselves];
    };
    const found = [];
    for (const [key, path] of Object.entries(all)) found.push(await counted(key, path));
    expect(found).toEqual([
      ['SHARED', 4, 3],
      ['OF_TEAM', 4, 1],
      ['OF_WORK', 4, 1],
      ['OWN', 4, 1],
    ]);
    // Under the alias it is the app's: the platform's value alone does not restart for it.
    await aliasSecret(acme.ctx, anyKind(app.path), { key: 'NAMED', aliasOf: '_platform/SHARED' });
    await makeWorker(acme, app, { only: ['NAMED'] });
    expect(await counted('SHARED', '_platform')).toEqual(['SHARED', 5, 3]);
    expect(await counted('NAMED', app.path)).toEqual(['NAMED', 1, 0]);
  });
});
