// Takes a staged value out of a guided rotation again; its version is retired.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { AdoptInput } from '@/lib/contracts/rotation-run-input';
import { setNewVersion } from '@/lib/db/rotation-runs/run-writes';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { Context } from '../context';
import { discardedEvent, discardStagedIn } from '../secrets/promote-versions';
import { changeRun } from './change-run';
import { authorizeItems, namedItem, presentItem, scopeOf } from './named-item';
import { refusePromoted } from './stage-run-value';

/**
 * Needs `secrets:write` on the scope of the secret as well. One that was destroyed meanwhile is let go of. Throws 409
 * `promoted` once it is current, `nothing_staged` where there is none.
 */
export async function discardRunValue(
  ctx: Context,
  named: string,
  input: AdoptInput,
): Promise<RotationRun> {
  return changeRun(
    ctx,
    named,
    async ({ tx, row, items, scopes }) => {
      const item = presentItem(namedItem(items, input));
      const scope = scopeOf(scopes, item);
      const { secretId, name, newVersion: version } = item;
      refusePromoted(item);
      if (version === null) {
        const message = `${name} has no new value in this rotation.`;
        throw fieldConflict('/key', 'nothing_staged', message);
      }
      await setNewVersion(tx, row.id, secretId, null);
      if (item.stagedVersion !== version) return [];
      await discardStagedIn(tx, scope, { secretId, name, version });
      return [discardedEvent({ secretId, name, version }, scope)];
    },
    (_home, items) => authorizeItems(ctx, [presentItem(namedItem(items, input))], 'secrets:write'),
  );
}
