// Takes the value that is current into a guided rotation as its new one: it was replaced where it lives, or by hand.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { AdoptInput } from '@/lib/contracts/rotation-run-input';
import { actorLabel } from '@/lib/domain/actor';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { Context } from '../context';
import { discardedEvent, discardStagedIn } from '../secrets/promote-versions';
import { changeRun } from './change-run';
import { authorizeItems, namedItem, presentItem, scopeOf } from './named-item';
import { refuseReplaced } from './refuse-replaced';
import { runFacts } from './run-events';
import { takeCurrent } from './take-current';

/**
 * Needs `secrets:write` on the scope of the secret as well. What was staged for it is retired; what is to be revoked
 * stays what was current when the rotation began. Throws 409 `nothing_new` where that is current still, `same_value`
 * where it has the same value, or one that leaked.
 */
export async function adoptRunValue(
  ctx: Context,
  named: string,
  input: AdoptInput,
): Promise<RotationRun> {
  return changeRun(
    ctx,
    named,
    async ({ tx, row, items, scope: home, scopes }) => {
      const item = presentItem(namedItem(items, input));
      const scope = scopeOf(scopes, item);
      const { secretId, name, oldVersion, newVersion, currentVersion: version } = item;
      const isOwn = item.promotedAt !== null && version === newVersion;
      if (version === null || version === oldVersion || isOwn) throw nothingNew(name);
      await refuseReplaced(ctx, tx, item, { version });
      const by = actorLabel(ctx.actor);
      const staged = item.stagedVersion !== null && item.stagedVersion === newVersion;
      const retired = { secretId, name, version: newVersion ?? 0 };
      if (staged) await discardStagedIn(tx, scope, retired);
      await takeCurrent(tx, row.id, { secretId, version, by });
      const about = { id: secretId, name };
      const facts = { ...runFacts(row, home), about, version, origin: 'found' } as const;
      return [
        ...(staged ? [discardedEvent(retired, scope)] : []),
        { action: 'rotation_run.value_staged', ...facts },
      ];
    },
    (_home, items) => authorizeItems(ctx, [presentItem(namedItem(items, input))], 'secrets:write'),
  );
}

function nothingNew(name: string) {
  const message = `${name} has no value that is newer than the one to replace. Replace it where it lives; it is noticed when it is asked for next.`;
  return fieldConflict('/key', 'nothing_new', message);
}
