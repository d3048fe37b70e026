// What the platform has to fill in: by name of the secret, whether there is a value and of which version.

import 'server-only';
import type { Reader } from '@/lib/db/connection/transaction';
import { listResolved } from '@/lib/db/resolution/resolution';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { filledProperties } from '@/lib/domain/integration';
import type { FilledProperty, JsonObject, PropertyState } from '@/lib/domain/integration';

export interface Fill extends FilledProperty {
  readonly state: PropertyState;
  readonly version: number | null;
}

/** The properties of a schema that delivery fills, with what there is for each. */
export type FillsOf = (configSchema: JsonObject) => Fill[];

/** Looks up the platform secrets of all the schemas at once. `scope`: any of the organization. */
export async function platformFills(
  reader: Reader,
  scope: AuthorizedScope,
  schemas: readonly JsonObject[],
): Promise<FillsOf> {
  const properties = schemas.flatMap((schema) => filledProperties(schema));
  const names = [...new Set(properties.map(({ platformSecret }) => platformSecret))];
  const wanted = { namePatterns: [], names, ofPlatform: true, onlyShadowed: false };
  const rows =
    names.length === 0 ? [] : await listResolved(reader, scope, { ...wanted, limit: names.length });
  const found = new Map(rows.map((row) => [row.name, row]));
  return (configSchema) =>
    filledProperties(configSchema).map((one) => {
      const row = found.get(one.platformSecret);
      if (!row) return { ...one, state: 'missing', version: null };
      const inParts = row.deliverable === 'ready' && row.parts.length > 0;
      return { ...one, state: inParts ? 'in_parts' : row.deliverable, version: row.version };
    });
}
