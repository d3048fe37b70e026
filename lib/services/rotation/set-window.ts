// Sets how old something may get: a stricter window holds at once, a looser one waits for a second person.

import 'server-only';
import type { RotationWindow, SetRotationWindowInput } from '@/lib/contracts/rotation';
import type { Tx } from '@/lib/db/connection/transaction';
import {
  countLiveWindows,
  findWindowRow,
  insertWindow,
  listSubjectWindows,
  presentWindows,
} from '@/lib/db/rotation/windows';
import { holdScope } from '@/lib/db/scopes/scopes';
import { lockSecrets } from '@/lib/db/secrets/secrets';
import { actorLabel } from '@/lib/domain/actor';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, notFound, ruleBroken } from '@/lib/domain/errors';
import type { FieldIssue } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { ROTATED_KEYS } from '@/lib/domain/rotation-keys';
import type { ScopeReference } from '../access/authorize';
import { readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { windowOfKey } from './console-keys';
import { authorizeTarget } from './window-rights';
import { windowFacts, windowSummary } from './window-summary';

/** Of one secret, and of one scope itself: each is weighed wherever a window is told. */
const WINDOWS_MAX = 50;

/**
 * Needs what `authorizeTarget` says. A window of more days than hold there now is looser: it needs a person
 * (403 for tokens), a reason and an end (422 `window_looser` without them), and has no effect before it is
 * signed. Throws 404 for an unknown secret, 422 for an alias, 409 where there are too many.
 */
export async function setRotationWindow(
  ctx: Context,
  reference: ScopeReference,
  input: SetRotationWindowInput,
): Promise<RotationWindow> {
  checkOneTarget(input);
  const scope = await authorizeTarget(ctx, reference, input);
  const { prisma } = ctx.installation.database;
  const member = memberOf(ctx);
  const setById = member.kind === 'user' ? member.id : null;
  const id = newUuid();
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const { secretId, present } = await presentOf(tx, scope, input);
      if ((await countLiveWindows(tx, scope, secretId)) >= WINDOWS_MAX) throw tooMany();
      const looser = present !== null && input.days > present;
      if (looser && setById === null) throw askedByToken();
      checkLooser(input, looser, present);
      const { days, type = null, subject = null, reason = null } = input;
      const endsInDays = input.endsInDays ?? null;
      const setBy = actorLabel(ctx.actor);
      const target = { secretId, type, subject };
      await insertWindow(tx, scope, {
        ...{ id, ...target, days, looser, reason, setById, setBy, endsInDays },
      });
      return (await findWindowRow(tx, scope, id))!;
    },
    (made) => {
      const action = made.looser ? 'rotation_window.asked' : 'rotation_window.set';
      return { in: scope, events: [{ action, ...windowFacts(made, scope) }] };
    },
  );
  return windowSummary(ctx, row, scope, await readReach(prisma, member));
}

function tooMany(): KeystowError {
  const message = `There are ${WINDOWS_MAX} windows already. End those that are not needed first.`;
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '', code: 'windows_max', message }],
  });
}

/** In whose hand a token is cannot be told, so it could be the hand that signs. */
function askedByToken(): KeystowError {
  const message = 'A person asks for a looser window, signed in to the console: a token cannot.';
  return new KeystowError('forbidden', message);
}

function checkOneTarget({ key, type, subject }: SetRotationWindowInput): void {
  if ([key, type, subject].filter((one) => one !== undefined).length < 2) return;
  const message = 'Name a secret, a type or a key of the console, or none of them.';
  throw ruleBroken(subject === undefined ? '/type' : '/subject', 'one_target', message);
}

/** How many days hold now for what is meant. */
async function presentOf(
  tx: Tx,
  scope: AuthorizedScope,
  { key, type, subject, days }: SetRotationWindowInput,
): Promise<{ secretId: string | null; present: number | null }> {
  if (subject !== undefined) {
    const rotated = ROTATED_KEYS.find((one) => one.subject === subject)!;
    const all = await listSubjectWindows(tx, scope.organizationId);
    const own = all.filter((one) => one.subject === subject);
    return { secretId: null, present: windowOfKey(rotated, own).days };
  }
  if (key === undefined) {
    const [present = null] = await presentWindows(tx, scope, [
      { type: type ?? null, secretId: null },
    ]);
    return { secretId: null, present };
  }
  const [secret] = await lockSecrets(tx, scope, [key]);
  if (!secret || secret.name !== key) throw notFound('That secret');
  if (secret.aliasOfId) {
    const message = `${key} is an alias and has no value of its own. Set the window of the secret it stands for.`;
    throw ruleBroken('/key', 'is_alias', message);
  }
  const own = secret.rotationWindowDays;
  if (own !== null && days > own) {
    const message = `${key} says itself that it may get ${own} days old. Change that field of the secret first.`;
    throw ruleBroken('/days', 'own_window', message);
  }
  const [present = null] = await presentWindows(tx, scope, [
    { type: secret.type, secretId: secret.id },
  ]);
  return { secretId: secret.id, present };
}

function checkLooser(
  { reason, endsInDays }: SetRotationWindowInput,
  looser: boolean,
  present: number | null,
): void {
  if (!looser) {
    if (endsInDays === undefined) return;
    const message =
      'Only a looser window ends by itself. Leave it out, and end the window by hand.';
    throw ruleBroken('/endsInDays', 'not_looser', message);
  }
  const issue = (field: string, what: string): FieldIssue => ({
    pointer: `/${field}`,
    code: 'window_looser',
    message: `${present} days hold there now. A looser window needs ${what}, and a second person to sign it.`,
  });
  const issues = [
    ...(reason === undefined ? [issue('reason', 'a reason')] : []),
    ...(endsInDays === undefined ? [issue('endsInDays', 'an end, at most 365 days ahead')] : []),
  ];
  if (issues.length === 0) return;
  throw new KeystowError('rule_broken', issues[0]!.message, { issues });
}
