// The PostgreSQL extensions that the embedded database brings along, for whoever opens one.

import 'server-only';
import type { Extensions } from '@electric-sql/pglite';

/** `pg_trgm` finds parts of names; a database that uses it opens only with it. */
export async function embeddedExtensions(): Promise<Extensions> {
  const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm');
  return { pg_trgm };
}
