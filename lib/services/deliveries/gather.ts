// Everything a delivery would hold, opened, and what it should hold and cannot.

import 'server-only';
import { BUNDLE_BYTES_MAX } from '@/lib/crypto/delivery-form';
import { listDeliverables } from '@/lib/db/deliveries/deliverables';
import type { Generations } from '@/lib/db/deliveries/deliverables';
import { listRequirements } from '@/lib/db/resolution/requirements';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { isWanted, namedOnes } from '@/lib/domain/wanted-names';
import type { WantedNames } from '@/lib/domain/wanted-names';
import type { Installation } from '../context';
import { bundleTooLarge } from './compose-bundle';
import { contributionsTo } from './contributions';
import type { Contribution } from './contributions';
import { missingRequired, missingValue } from './missing-names';
import type { MissingName } from './missing-names';
import { openDeliverables } from './open-deliverables';
import type { OpenedDeliverable } from './open-deliverables';

/** Of a version 64 KiB of value and 79 bytes of envelope; what is more than this never fits. */
const ENVELOPE_BYTES_MAX = 2 * BUNDLE_BYTES_MAX;

export interface Gathered {
  readonly opened: readonly OpenedDeliverable[];
  readonly contributions: readonly Contribution[];
  /** By name. */
  readonly missing: readonly MissingName[];
  readonly generations: Generations;
}

/** Throws 413 before anything is fetched where the envelopes alone are too much. */
export async function gather(
  installation: Installation,
  app: AuthorizedScope,
  wanted: { readonly names: WantedNames; readonly staged: boolean },
): Promise<Gathered> {
  const { database } = installation;
  const [found, required] = await Promise.all([
    listDeliverables(database, app, wanted, ENVELOPE_BYTES_MAX),
    wanted.names.exactly ? [] : requiredNames(installation, app, wanted.names),
  ]);
  if (found.bytes > ENVELOPE_BYTES_MAX) throw bundleTooLarge();
  const { ready, missing } = await contributionsTo(installation, { app, ...wanted });
  const there = new Set([
    ...found.rows.map(({ name }) => name),
    ...[...ready, ...missing].map(({ name }) => name),
  ]);
  const absent = [...new Set([...required, ...namedOnes(wanted.names)])];
  return {
    opened: await openDeliverables(installation, app.organizationId, found.rows),
    contributions: ready,
    missing: [
      ...found.rows.filter((row) => row.deliverable !== 'ready').map(missingValue),
      ...missing,
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
