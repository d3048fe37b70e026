// Says which names an app needs, in the place of what was said before.

import 'server-only';
import type { RequirementList, SetRequirements } from '@/lib/contracts/resolution';
import { replaceRequirements } from '@/lib/db/resolution/requirements';
import type { Requirement } from '@/lib/db/resolution/requirements';
import { holdScope } from '@/lib/db/scopes/scopes';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { checkSecretName } from '@/lib/domain/secret-name';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { requirementsInSight } from './list-requirements';

/**
 * Needs `secrets:write` on the app; a token that is limited to names may not, since the list is of all
 * names. Throws 422 for a name that is given twice, or is none. Where nothing changes nothing is told.
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
  await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, app.id);
      return replaceRequirements(tx, app, wanted);
    },
    (before) => ({ in: app, events: eventsOf(app, before, wanted) }),
  );
  return { requirements: await requirementsInSight(ctx, app) };
}

function eventsOf(
  scope: AuthorizedScope,
  before: readonly Requirement[],
  after: readonly Requirement[],
): AuditEvent[] {
  const missingIn = (list: readonly Requirement[], { name }: Requirement) =>
    list.every((one) => one.name !== name);
  const added = after.filter((one) => missingIn(before, one)).map(({ name }) => name);
  const removed = before.filter((one) => missingIn(after, one)).map(({ name }) => name);
  const changed = after
    .filter(({ name, optional, note }) => {
      const was = before.find((one) => one.name === name);
      return was !== undefined && (was.optional !== optional || was.note !== note);
    })
    .map(({ name }) => name);
  if (added.length + removed.length + changed.length === 0) return [];
  return [{ action: 'requirements.set', scope, added, removed, changed }];
}
