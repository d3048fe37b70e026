// Writes a guided rotation that begins, in the transaction of whoever begins it.

import 'server-only';
import { insertRun, lockStartingSecrets } from '@/lib/db/rotation-runs/run-writes';
import type { StartingSecret } from '@/lib/db/rotation-runs/run-writes';
import type { Tx } from '@/lib/db/connection/transaction';
import { actorLabel } from '@/lib/domain/actor';
import type { AuditEvent } from '@/lib/domain/audit-event';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { notFound, ruleBroken } from '@/lib/domain/errors';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { newUuid, toTypeId } from '@/lib/domain/ids';
import type { Context } from '../context';
import { isReplaced } from './refuse-replaced';
import { takeCurrent } from './take-current';

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
  /** The case that it answers, and the versions of its one secret that leaked. */
  readonly leak?: { readonly caseId: string; readonly exposed: readonly number[] } | undefined;
}

export interface StartedRun {
  readonly id: string;
  readonly title: string;
  readonly events: readonly AuditEvent[];
}

/**
 * In the caller's transaction, which holds the scopes of the secrets; he records the events. Throws as `startRun`
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
  const leakCaseId = run.leak?.caseId ?? null;
  const by = actorLabel(ctx.actor);
  const facts = { title, reason: run.reason ?? null, leakCaseId, startedBy: by };
  const overlapHours = run.overlapHours ?? OVERLAP_HOURS;
  const { organizationId, id: scopeId } = scope;
  const exposed = run.leak?.exposed ?? [];
  const items = [];
  for (const one of secrets) {
    items.push({ ...one, oldVersion: await versionToReplace(ctx, tx, one, exposed) });
  }
  await insertRun(tx, { id, organizationId, scopeId, overlapHours, ...facts }, items);
  const leakCase = leakCaseId && { id: leakCaseId, name: title };
  const rotationRun = { id, name: title };
  const started = {
    action: 'rotation_run.started',
    ...{ rotationRun, scope, names, leakCase: leakCase || null },
  } as const;
  const events: AuditEvent[] = [started];
  for (const { id: secretId, name, oldVersion, currentVersion } of items) {
    if (currentVersion === null || currentVersion === oldVersion) continue;
    await takeCurrent(tx, id, { secretId, version: currentVersion, by });
    const about = { id: secretId, name };
    const found = { version: currentVersion, origin: 'found' } as const;
    events.push({ action: 'rotation_run.value_staged', rotationRun, scope, about, ...found });
  }
  return { id, title, events };
}

/** What is current, also where only its value leaked under another number; else the latest that leaked. */
async function versionToReplace(
  ctx: Context,
  tx: Tx,
  { id: secretId, currentVersion }: StartingSecret,
  exposed: readonly number[],
): Promise<number | null> {
  if (exposed.length === 0) return currentVersion;
  if (currentVersion === null) return Math.max(...exposed);
  const leaked = { secretId, oldVersion: null, exposed };
  const isLeaked = await isReplaced(ctx, tx, leaked, { version: currentVersion });
  return isLeaked ? currentVersion : Math.max(...exposed);
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

function titleOf(names: readonly string[]): string {
  const all = names.join(', ');
  return all.length <= TITLE_LENGTH_MAX ? all : `${all.slice(0, TITLE_LENGTH_MAX - 1)}…`;
}
