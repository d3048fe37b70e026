// Says which names an app needs, in the place of what was said before.

import 'server-only';
import type { RequirementList, SetRequirements } from '@/lib/contracts/resolution';
import { replaceRequirements } from '@/lib/db/resolution/requirements';
import { holdScope } from '@/lib/db/scopes/scopes';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { checkSecretName } from '@/lib/domain/secret-name';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { requirementsInSight } from './list-requirements';

/**
 * Needs `secrets:write` on the app; a token that is limited to names may not, since the list is of all
 * names. Throws 422 for a name that is given twice, or is none..
 */
export async function setRequirements(
  ctx: Context,
  reference: ScopeReference,
  { requirements }: SetRequirements,
): Promise<RequirementList> {
  const app = await authorize(ctx, reference, 'secrets:write', LEFT_OUT);
  if (namePatternsOf(ctx).length > 0) {
    throw new KeystowError('forbidden', 'This token is limited to names: use another token.');
  }
  const wanted = requirements.map(({ key, optional = false, note = null }) => ({
    name: checkSecretName(key),
    optional,
    note,
  }));
  const twice = wanted.findIndex((one, at) => wanted.findIndex((o) => o.name === one.name) < at);
  if (twice >= 0) {
    throw ruleBroken(`/requirements/${twice}/key`, 'repeated', 'Name each key once.');
  }
  const names = wanted.map((one) => one.name);
  await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, app.id);
      return replaceRequirements(tx, app, wanted);
    },
    (before) => ({
      in: app,
      events: [
        {
          action: 'requirements.set',
          scope: app,
          added: names.filter((name) => !before.includes(name)),
          removed: before.filter((name) => !names.includes(name)),
        },
      ],
    }),
  );
  return { requirements: await requirementsInSight(ctx, app) };
}
