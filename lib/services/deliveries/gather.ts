// Everything a delivery would hold, opened, and what it should hold and cannot.

import 'server-only';
import { BUNDLE_BYTES_MAX } from '@/lib/crypto/delivery-form';
import { listDeliverables } from '@/lib/db/deliveries/deliverables';
import type { Generations } from '@/lib/db/deliveries/deliverables';
import { listRequirements } from '@/lib/db/resolution/requirements';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { isWanted, namedOnes } from '@/lib/domain/wanted-names';
import type { WantedNames } from '@/lib/domain/wanted-names';
import { isChanged, noticeVersions } from '../backends/notice-versions';
import type { SeenVersion } from '../backends/notice-versions';
import type { Installation } from '../context';
import { bundleTooLarge } from './compose-bundle';
import { contributionsTo } from './contributions';
import { ExternalBudget } from './external-budget';
import { missingRequired, missingValue } from './missing-names';
import type { MissingName } from './missing-names';
import { openDeliverables } from './open-deliverables';
import type { OpenedDeliverable } from './fetch-deliverables';
import type { Contribution } from './contribution';

/** Of a version 64 KiB of value and 79 bytes of envelope; what is more than this never fits. */
const ENVELOPE_BYTES_MAX = 2 * BUNDLE_BYTES_MAX;

/** What changes more often than that within one delivery is handed over as it came. */
const TIMES_MAX = 3;

export interface Gathered {
  readonly opened: readonly OpenedDeliverable[];
  readonly contributions: readonly Contribution[];
  /** By name. */
  readonly missing: readonly MissingName[];
  readonly generations: Generations;
}

interface GatherWanted {
  readonly names: WantedNames;
  readonly staged: boolean;
  /** Aborted where whoever asked has gone away. */
  readonly stop?: AbortSignal | undefined;
}

/**
 * What backends gave in another version than was known is that of the receipt: it is recorded first, and
 * all is gathered once more, whoever recorded it: at most three times in all. Throws 413 before anything is fetched where the envelopes alone are too much.
 */
export async function gather(
  installation: Installation,
  app: AuthorizedScope,
  wanted: GatherWanted,
): Promise<Gathered> {
  for (let time = 1; ; time += 1) {
    const { seen, ...gathered } = await gatherOnce(installation, app, wanted);
    await noticeVersions(installation, seen);
    if (time === TIMES_MAX || !seen.some(isChanged)) return gathered;
  }
}

async function gatherOnce(
  installation: Installation,
  app: AuthorizedScope,
  wanted: GatherWanted,
): Promise<Gathered & { readonly seen: readonly SeenVersion[] }> {
  const { database } = installation;
  const budget = new ExternalBudget(wanted.stop);
  const [found, required] = await Promise.all([
    listDeliverables(database, app, wanted, ENVELOPE_BYTES_MAX),
    wanted.names.exactly ? [] : requiredNames(installation, app, wanted.names),
  ]);
  if (found.bytes > ENVELOPE_BYTES_MAX) throw bundleTooLarge();
  const [added, own] = await Promise.all([
    contributionsTo(installation, { app, ...wanted, budget }),
    openDeliverables(installation, app.organizationId, found.rows, budget),
  ]);
  const there = new Set([
    ...found.rows.map(({ name }) => name),
    ...[...added.ready, ...added.missing].map(({ name }) => name),
  ]);
  const absent = [...new Set([...required, ...namedOnes(wanted.names)])];
  return {
    opened: own.opened,
    contributions: added.ready,
    seen: [...own.seen, ...added.seen],
    missing: [
      ...found.rows.filter((row) => row.deliverable !== 'ready').map(missingValue),
      ...own.faults,
      ...added.missing,
      ...absent.filter((name) => !there.has(name)).map((name) => missingRequired(name, app.path)),
    ].sort((one, other) => (one.name < other.name ? -1 : 1)),
    generations: found.generations,
  };
}

async function requiredNames(
  { database }: Installation,
  app: AuthorizedScope,
  names: WantedNames,
): Promise<string[]> {
  const all = await listRequirements(database.prisma, app);
  return all
    .filter(({ name, optional }) => !optional && isWanted(names, name))
    .map(({ name }) => name);
}
