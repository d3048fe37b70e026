// Begins a guided rotation of one secret, or of several that are changed together.

import 'server-only';
import type { RotationRun } from '@/lib/contracts/rotation-run';
import type { StartRunInput } from '@/lib/contracts/rotation-run-input';
import { findRunRow } from '@/lib/db/rotation-runs/runs';
import { insertRun, lockStartingSecrets } from '@/lib/db/rotation-runs/run-writes';
import type { StartingSecret } from '@/lib/db/rotation-runs/run-writes';
import { findSecretByName } from '@/lib/db/rotation/secret-by-name';
import { findScopes, holdScope } from '@/lib/db/scopes/scopes';
import type { Tx } from '@/lib/db/connection/transaction';
import { actorLabel } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound, ruleBroken } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { newUuid, toTypeId } from '@/lib/domain/ids';
import { SCOPE_KINDS } from '@/lib/domain/scope';
import { anyKind, authorize } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { checkTexts } from './check-texts';
import { noSuchRun } from './find-run';
import { runView } from './run-view';

const OVERLAP_HOURS = 24;
const TITLE_LENGTH_MAX = 200;

/** What a rotation begins with; secrets by their ids, without repetition. */
export interface StartingRun {
  /** Its home: the narrowest scope that holds all its secrets. */
  readonly scope: AuthorizedScope;
  readonly secrets: readonly string[];
  readonly title?: string | undefined;
  readonly reason?: string | undefined;
  /** Left out: 24. */
  readonly overlapHours?: number | undefined;
  readonly leakCaseId?: string | undefined;
}

export interface StartedRun {
  readonly id: string;
  readonly title: string;
  readonly event: AuditEvent;
}

/**
 * Needs `rotation:run` on the narrowest scope that holds them all. Throws 404 for a secret that there is not, 422 for an
 * alias and for one that is named twice, 409 `rotation_open`, which names the rotation that one is in.
 */
export async function startRun(ctx: Context, input: StartRunInput): Promise<RotationRun> {
  const scopes: AuthorizedScope[] = [];
  const ids: string[] = [];
  const { prisma } = ctx.installation.database;
  for (const { scope: named, key } of input.secrets) {
    const scope = await authorize(ctx, anyKind(named), 'rotation:run', [key]);
    const secret = await findSecretByName(prisma, scope, key);
    if (!secret) throw notFound(`The secret ${key} of ${scope.path}`);
    scopes.push(scope);
    ids.push(secret.id);
  }
  if (new Set(ids).size < ids.length) {
    throw ruleBroken('/secrets', 'named_twice', 'A secret is named twice. Name each once.');
  }
  const names = input.secrets.map(({ key }) => key);
  const home = await authorizeHome(ctx, scopes, names);
  ctx.installation.keys.requireUnlocked();
  await checkTexts(ctx, home, ids, { title: input.title, reason: input.reason });
  const { view } = await recorded(
    ctx,
    async (tx) => {
      const held = new Set([home, ...scopes].map(({ id }) => id));
      for (const id of [...held].sort()) await holdScope(tx, id);
      const { title, reason, overlapHours } = input;
      const started = await startRunIn(ctx, tx, {
        ...{ scope: home, secrets: ids, title, reason, overlapHours },
      });
      const row = await findRunRow(tx, home.organizationId, started.id);
      if (!row) throw noSuchRun();
      return { started, view: await runView(ctx, tx, row) };
    },
    ({ started }) => ({ in: home, events: [started.event] }),
  );
  return view;
}

/**
 * In the caller's transaction, which holds the scopes of the secrets; he records the event. Throws as `startRun`
 * does; a secret that is not there any more is a 404.
 */
export async function startRunIn(ctx: Context, tx: Tx, run: StartingRun): Promise<StartedRun> {
  const { scope } = run;
  const secrets = await lockStartingSecrets(tx, scope.organizationId, run.secrets);
  if (secrets.length < run.secrets.length) throw notFound('A secret of the rotation');
  for (const secret of secrets) requireStartable(scope, secret);
  const id = newUuid();
  const names = secrets.map(({ name }) => name);
  const title = run.title ?? titleOf(names);
  const leakCaseId = run.leakCaseId ?? null;
  const startedBy = actorLabel(ctx.actor);
  const facts = { title, reason: run.reason ?? null, leakCaseId, startedBy };
  const overlapHours = run.overlapHours ?? OVERLAP_HOURS;
  const { organizationId, id: scopeId } = scope;
  await insertRun(tx, { id, organizationId, scopeId, overlapHours, ...facts }, secrets);
  const leakCase = leakCaseId && { id: leakCaseId, name: title };
  const rotationRun = { id, name: title };
  return {
    ...{ id, title },
    event: {
      action: 'rotation_run.started',
      rotationRun,
      scope,
      names,
      leakCase: leakCase || null,
    },
  };
}

function requireStartable(home: AuthorizedScope, secret: StartingSecret): void {
  const { name } = secret;
  if (!secret.lineage.includes(home.id)) throw notFound('A secret of the rotation');
  if (secret.isAlias) {
    const message = `${name} is an alias: rotate the secret whose value it is.`;
    throw ruleBroken('/secrets', 'is_alias', message);
  }
  if (secret.runId === null) return;
  const run = toTypeId('rotationRun', secret.runId);
  const message = `${name} is being rotated by ${run}. Go on there, or abandon that rotation first.`;
  throw fieldConflict('/secrets', 'rotation_open', message, [run]);
}

/** The narrowest scope above or at all of them. */
async function authorizeHome(
  ctx: Context,
  scopes: readonly AuthorizedScope[],
  names: readonly string[],
): Promise<AuthorizedScope> {
  const [first] = scopes;
  const shared = first!.lineage.filter((id) => scopes.every(({ lineage }) => lineage.includes(id)));
  const match = { id: shared.at(-1)! };
  const { prisma } = ctx.installation.database;
  const [home] = await findScopes(prisma, first!.organizationId, SCOPE_KINDS, match, 1);
  if (!home) throw notFound('The scope of the rotation');
  const at = { kinds: [home.kind], ref: toTypeId(home.kind, home.id) };
  return authorize(ctx, at, 'rotation:run', names);
}

function titleOf(names: readonly string[]): string {
  const all = names.join(', ');
  return all.length <= TITLE_LENGTH_MAX ? all : `${all.slice(0, TITLE_LENGTH_MAX - 1)}…`;
}
