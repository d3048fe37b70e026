// Places at backends are whose secret has its value there: others neither read it, nor write, nor delete it.

import 'server-only';
import { findHoldersOfMany, findPossibleHolders } from '@/lib/db/secrets/place-holders';
import type { HolderRow } from '@/lib/db/secrets/place-holders';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ExternalBackend } from '@/lib/domain/backend';
import { storedReference } from '@/lib/domain/backend-reference';
import { fieldConflict } from '@/lib/domain/field-conflict';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import type { Permission } from '@/lib/domain/permissions';
import { isSamePlace, placeNeedle } from '@/lib/domain/place-key';
import type { PlacedReference } from '@/lib/domain/place-key';
import { namePatternsOf } from '../access/authorize';
import { permissionsOn, readReach } from '../access/effective-permissions';
import type { Context } from '../context';

/**
 * Throws 409 `place_taken` where a secret that the actor may not write has its value there. Reading is no
 * less than writing: by a reference of one's own the value of another team would be delivered to whom that
 * team never gave it, and what is deleted or changed there is theirs. Whoever is to have it gets an alias,
 * or a secret of a wider scope. Other organizations are not looked at: one could else lock out another.
 */
export async function refuseOthersPlace(
  ctx: Context,
  scope: AuthorizedScope,
  place: PlacedReference,
  exceptId: string | null,
): Promise<void> {
  const holders = await holdersOf(ctx, scope, place, exceptId);
  const own = await thoseWith(ctx, holders, 'secrets:write');
  if (own.length === holders.length) return;
  throw fieldConflict('/reference', 'place_taken', PLACE_TAKEN);
}

export const PLACE_TAKEN =
  'A secret that you may not write has its value there. Use another reference, or ask its team for an alias or a secret of a wider scope.';

export interface PlaceWanted {
  readonly reference: string;
  /** The secret that may have its value there. */
  readonly exceptId: string | null;
}

/** Whether `refuseOthersPlace` would refuse each of the places at one connector, by one question to the database. */
export async function areOthersPlaces(
  ctx: Context,
  scope: AuthorizedScope,
  { kind, settings }: Pick<ConnectorRow, 'kind' | 'settings'>,
  wanted: readonly PlaceWanted[],
): Promise<boolean[]> {
  const { prisma } = ctx.installation.database;
  const places = wanted.map(({ reference: text, exceptId }) => {
    const reference = storedReference(kind, text);
    return { kind, settings, reference, exceptId, needle: placeNeedle(kind, reference) };
  });
  const needles = [...new Set(places.map(({ needle }) => needle))];
  const rows = await findHoldersOfMany(prisma, scope, kind, needles);
  const own = new Set((await thoseWith(ctx, rows, 'secrets:write')).map(({ id }) => id));
  const others = new Map<string, HolderRow[]>(needles.map((needle) => [needle, []]));
  for (const row of rows) if (!own.has(row.id)) others.get(row.needle)!.push(row);
  return places.map(({ needle, exceptId, ...place }) =>
    others
      .get(needle)!
      .some((row) => row.id !== exceptId && isSamePlace(place, placedAt(kind, row))),
  );
}

const NAMED_MAX = 20;

/** Throws 409 `place_in_use` while another secret has its value there, those in the bin included. */
export async function refuseSharedPlace(
  ctx: Context,
  scope: AuthorizedScope,
  place: PlacedReference,
  exceptId: string,
): Promise<void> {
  const holders = await holdersOf(ctx, scope, place, exceptId);
  if (holders.length === 0) return;
  const shown = await thoseWith(ctx, holders, 'secrets:list');
  const count =
    holders.length === 1 ? 'Another secret has' : `${holders.length} other secrets have`;
  const hidden = holders.length - shown.length;
  const unnamed = hidden === 0 ? '' : ` ${hidden} of them you may not see.`;
  const message = `${count} the value at the same place.${unnamed} Leave it at the backend, or delete these first, from the bin too.`;
  const named = shown
    .slice(0, NAMED_MAX)
    .map(({ path, name, inBin }) => `${path}/${name}${inBin ? ' (in the bin)' : ''}`);
  throw fieldConflict('/backend', 'place_in_use', message, named);
}

async function holdersOf(
  { installation: { database } }: Context,
  scope: AuthorizedScope,
  place: PlacedReference,
  exceptId: string | null,
): Promise<HolderRow[]> {
  const { kind } = place;
  const needle = placeNeedle(kind, place.reference);
  const rows = await findPossibleHolders(database.prisma, scope, kind, needle, exceptId);
  return rows.filter((row) => isSamePlace(place, placedAt(kind, row)));
}

function placedAt(kind: ExternalBackend, { reference, settings }: HolderRow): PlacedReference {
  return { kind, settings, reference: storedReference(kind, reference) };
}

/** Those on whose scope the actor has the permission, within the names of a token. */
async function thoseWith(
  ctx: Context,
  holders: readonly HolderRow[],
  permission: Permission,
): Promise<HolderRow[]> {
  const { actor, installation } = ctx;
  if (holders.length === 0 || (actor.kind !== 'user' && actor.kind !== 'token')) return [];
  const reach = await readReach(installation.database.prisma, actor);
  const patterns = namePatternsOf(ctx);
  return holders.filter(
    (holder) =>
      permissionsOn(reach, holder).has(permission) && isWithinPatterns(patterns, holder.name),
  );
}
