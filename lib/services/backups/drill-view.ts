// A drill as it is shown: values that did not open are named to those who may list what is in their scope.

import 'server-only';
import type { RestoreDrill } from '@/lib/contracts/backup';
import type { BrokenValue, DrillRow } from '@/lib/db/backups/drills';
import { findLineage } from '@/lib/db/scopes/scopes';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { namePatternsOf } from '../access/authorize';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';

const NAMED = 5;

/** Whether whoever looks may know of a value in that scope. */
export type NameSight = (value: Pick<BrokenValue, 'scopeId' | 'name'>) => Promise<boolean>;

/** The operator at the terminal sees all. Of a scope that is gone nobody else does. */
export async function nameSight(ctx: Context): Promise<NameSight> {
  if (ctx.actor.kind === 'system') return async () => true;
  const { prisma } = ctx.installation.database;
  const reach = await readReach(prisma, memberOf(ctx));
  const patterns = namePatternsOf(ctx);
  const asked = new Map<string, Promise<readonly string[]>>();
  return async ({ scopeId, name }) => {
    if (patterns.length > 0 && !isWithinPatterns(patterns, name)) return false;
    const found = asked.get(scopeId) ?? findLineage(prisma, scopeId);
    asked.set(scopeId, found);
    return permissionsOn(reach, { lineage: await found }).has('secrets:list');
  };
}

/** The drill as whoever asks may see it. */
export async function viewDrill(ctx: Context, drill: DrillRow): Promise<RestoreDrill> {
  return drillView(drill, await nameSight(ctx));
}

export async function drillView(drill: DrillRow, sees: NameSight): Promise<RestoreDrill> {
  const steps = drill.report.map(async ({ step, ok, text, broken = [] }) => ({
    step,
    ok,
    text: `${text}${await namedOf(broken, sees)}`,
  }));
  return {
    drilledAt: drill.drilledAt.toISOString(),
    drilledBy: drill.drilledBy,
    passed: drill.passed,
    triedWith: drill.masterFingerprint,
    steps: await Promise.all(steps),
    seconds: drill.milliseconds / 1000,
  };
}

/** Such as ` Among them STRIPE_KEY version 3.`; empty where none may be named. */
async function namedOf(broken: readonly BrokenValue[], sees: NameSight): Promise<string> {
  const named: string[] = [];
  for (const value of broken) {
    if (named.length === NAMED) break;
    if (await sees(value)) named.push(`${value.name} version ${value.version}`);
  }
  return named.length === 0 ? '' : ` Among them ${named.join(', ')}.`;
}
