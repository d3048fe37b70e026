// Makes a brief: a task, the names of the secrets it needs, and a callback token that begins it once.

import 'server-only';
import type { CreateBriefInput, CreatedBrief } from '@/lib/contracts/brief';
import { newBearerToken } from '@/lib/crypto/bearer-token';
import { findBrief, insertBrief } from '@/lib/db/briefs/briefs';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { BRIEF_DAYS_MAX, BRIEF_HOURS, BRIEF_TASK_KIB_MAX } from '@/lib/domain/brief';
import { ruleBroken } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { checkStoredJson } from '@/lib/domain/stored-json';
import { authorize } from '../access/authorize';
import { memberOf } from '../context';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { briefSummary } from './brief-summary';
import { checkSecretRefs } from './check-secret-refs';

/**
 * Needs `briefs:create` on the app; a token that is limited to names, those of the brief within them.
 * Whether the names are there is asked when it is delivered: `previewBrief` tells before. Throws 413
 * and 422 as `checkStoredJson` and `checkSecretRefs` do, 422 for an end that has passed or is too far away.
 * `callbackToken` is in this answer only.
 */
export async function createBrief(ctx: Context, input: CreateBriefInput): Promise<CreatedBrief> {
  const { title, task, secretRefs } = input;
  const member = memberOf(ctx);
  const app = await authorize(ctx, { kinds: ['app'], ref: input.app }, 'briefs:create', secretRefs);
  checkSecretRefs(secretRefs);
  checkStoredJson(task, '/task', BRIEF_TASK_KIB_MAX);
  const { text, hash } = newBearerToken('ksc_');
  const id = newUuid();
  const brief = {
    id,
    title,
    task,
    secretRefs,
    createdById: member.id,
    createdByKind: member.kind,
    createdBy: actorLabel(member),
    callbackHash: hash,
    expiresAt: input.expiresAt === undefined ? null : new Date(input.expiresAt),
    hours: BRIEF_HOURS,
    daysMax: BRIEF_DAYS_MAX,
  };
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, app.id);
      if (!(await insertBrief(tx, app, brief))) throw outOfBounds();
      return (await findBrief(tx, app.organizationId, id))!;
    },
    ({ expiresAt }) => ({
      in: app,
      events: [
        {
          action: 'brief.created',
          brief: { id, name: title },
          scope: app,
          secretRefs,
          expiresAt: expiresAt.toISOString(),
        },
      ],
    }),
  );
  return { ...briefSummary(row, ctx.actor), task, callbackToken: text };
}

function outOfBounds() {
  const message = `Choose an end in the future, at most ${BRIEF_DAYS_MAX} days away.`;
  return ruleBroken('/expiresAt', 'expires_out_of_bounds', message);
}
