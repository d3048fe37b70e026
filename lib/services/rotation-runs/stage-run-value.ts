// Seals the new value of a secret of a guided rotation, beside the one that is current.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import { setNewVersion } from '@/lib/db/rotation-runs/run-writes';
import type { RunItemRow } from '@/lib/db/rotation-runs/run-items';
import { actorLabel } from '@/lib/domain/actor';
import { fieldConflict } from '@/lib/domain/field-conflict';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { ValueOrigin } from '@/lib/domain/rotation-run';
import type { ValueFormat } from '@/lib/domain/secret-kinds';
import type { Context } from '../context';
import { checkFieldsHideValue } from '../secrets/check-fields-hide-value';
import { stagedEvent, stageInto } from '../secrets/stage-secret';
import { changeRun } from './change-run';
import { checkTexts } from './check-texts';
import { authorizeItems, namedItem, presentItem, scopeOf } from './named-item';
import type { ItemNamed } from './named-item';
import { refuseReplaced } from './refuse-replaced';
import { runFacts } from './run-events';

export interface StagedRunValue extends ItemNamed {
  readonly plaintext: Plaintext;
  readonly format: ValueFormat;
  /** Left out: `brought`. */
  readonly origin?: Exclude<ValueOrigin, 'found'> | undefined;
  readonly reason?: string | undefined;
}

/**
 * Needs `secrets:write` on the scope of the secret as well. It takes the place of one that was staged before; what was
 * said of staging counts no more. Throws 409 `promoted` once the new value is current, `same_value` for one that is to
 * be replaced, and as `stageSecret` does.
 */
export async function stageRunValue(
  ctx: Context,
  named: string,
  input: StagedRunValue,
): Promise<RotationRun> {
  const { key, plaintext, format, origin = 'brought', reason } = input;
  checkFieldsHideValue({ key, plaintext, format, ...(reason === undefined ? {} : { reason }) });
  return changeRun(
    ctx,
    named,
    async ({ tx, row, items, scope: home, scopes }) => {
      const item = presentItem(namedItem(items, input));
      refusePromoted(item);
      const scope = scopeOf(scopes, item);
      await refuseReplaced(ctx, tx, item, { plaintext });
      const put = await stageInto(ctx, tx, scope, {
        ...{ key: item.name, plaintext, format },
        ...(reason === undefined ? {} : { reason }),
      });
      if (put.write.secretId !== item.secretId) presentItem({ ...item, gone: true });
      const version = put.write.number;
      await setNewVersion(tx, row.id, item.secretId, {
        version,
        origin,
        by: actorLabel(ctx.actor),
      });
      const about = { id: item.secretId, name: item.name };
      return [
        stagedEvent(put, scope),
        { action: 'rotation_run.value_staged', ...runFacts(row, home), about, version, origin },
      ];
    },
    async (home, items) => {
      const item = presentItem(namedItem(items, input));
      await checkTexts(ctx, home, [item.secretId], { reason });
      return authorizeItems(ctx, [item], 'secrets:write');
    },
  );
}

/** Throws 409 `promoted`. */
export function refusePromoted({ promotedAt, name }: RunItemRow): void {
  if (promotedAt === null) return;
  const message = `The new value of ${name} is current. Roll the rotation back first.`;
  throw fieldConflict('/key', 'promoted', message);
}
