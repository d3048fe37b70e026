// Since when each of the console's own secrets has the value it has, by keyed tags.

import 'server-only';
import type { Reader, Tx } from '../connection/transaction';

export interface Sighting {
  readonly name: string;
  /** Keyed, of the name and the value. */
  readonly tag: Uint8Array;
  readonly source: string;
}

/** Answers since when each is known, in no order. A value that comes back has the age it had. */
export async function noteSightings(
  tx: Tx,
  sightings: readonly Sighting[],
): Promise<{ name: string; firstSeenAt: Date }[]> {
  const names = sightings.map(({ name }) => name);
  const tags = sightings.map(({ tag }) => Buffer.from(tag).toString('hex'));
  const sources = sightings.map(({ source }) => source);
  return tx.$queryRaw<{ name: string; firstSeenAt: Date }[]>`
    INSERT INTO managed_secret_sighting (name, tag, source)
    SELECT name, decode(tag, 'hex'), source
      FROM unnest(${names}::text[], ${tags}::text[], ${sources}::text[]) AS seen(name, tag, source)
     ORDER BY name
    ON CONFLICT (name, tag) DO UPDATE SET last_seen_at = now(), source = excluded.source
    RETURNING name, first_seen_at AS "firstSeenAt"`;
}

/** Those of them that were noted before, and since when; in no order. */
export async function findSightings(
  reader: Reader,
  sightings: readonly Sighting[],
): Promise<{ name: string; firstSeenAt: Date }[]> {
  const names = sightings.map(({ name }) => name);
  const tags = sightings.map(({ tag }) => Buffer.from(tag).toString('hex'));
  return reader.$queryRaw<{ name: string; firstSeenAt: Date }[]>`
    SELECT noted.name, noted.first_seen_at AS "firstSeenAt"
      FROM unnest(${names}::text[], ${tags}::text[]) AS seen(name, tag)
      JOIN managed_secret_sighting noted
        ON noted.name = seen.name AND noted.tag = decode(seen.tag, 'hex')`;
}
