// Which places of a plan are those of secrets that the actor may not write: what is there is not looked at.

import 'server-only';
import { outcomesOf } from '@/lib/backends/outcomes';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { storedReference } from '@/lib/domain/backend-reference';
import { KeystowError } from '@/lib/domain/errors';
import type { RowFault } from '@/lib/domain/import/import-row';
import type { Context } from '../context';
import { refuseOthersPlace } from '../secrets/place-holders';

const AT_ONCE = 8;

export interface PlaceWanted {
  readonly reference: string;
  /** The secret that may have its value there. */
  readonly exceptId: string | null;
}

/** In the order of `places`; null for one that may be used. */
export async function placesOfOthers(
  ctx: Context,
  scope: AuthorizedScope,
  connector: ConnectorRow,
  places: readonly PlaceWanted[],
): Promise<(RowFault | null)[]> {
  const found = await outcomesOf(places, AT_ONCE, (place) => faultAt(ctx, scope, connector, place));
  return found.map((outcome) => (outcome.ok ? outcome.got : null));
}

async function faultAt(
  ctx: Context,
  scope: AuthorizedScope,
  { kind, settings }: ConnectorRow,
  { reference: text, exceptId }: PlaceWanted,
): Promise<RowFault | null> {
  try {
    const reference = storedReference(kind, text);
    await refuseOthersPlace(ctx, scope, { kind, settings, reference }, exceptId);
    return null;
  } catch (error) {
    if (!(error instanceof KeystowError) || error.code !== 'conflict') throw error;
    return { code: 'place_taken', message: error.message };
  }
}
