// Which versions of a secret leaked with those that somebody named: all that have the value of one of them.

import 'server-only';
import { Prisma } from '../generated/client.ts';

/** Of a `leak_case l` (one row, `numbers`); null where there is none. */
export const EXPOSED_NUMBERS = Prisma.sql`
       SELECT l.versions || COALESCE(array_agg(DISTINCT v.number), '{}') AS numbers
         FROM secret_version known
         JOIN secret_version v ON v.secret_id = known.secret_id AND v.match_tag = known.match_tag
                              AND v.match_key_id = known.match_key_id
        WHERE known.secret_id = l.secret_id AND known.number = ANY (l.versions)
          AND v.number <> ALL (l.versions)`;
