// How much of each protected kind this installation holds, in one statement.

import 'server-only';
import type { Reader } from '../connection/transaction';

export interface ProtectionCounts {
  readonly values: number;
  readonly references: number;
  readonly connectors: number;
  readonly instances: number;
  readonly secondFactors: number;
  readonly passwords: number;
  readonly tokens: number;
  readonly briefs: number;
  readonly receipts: number;
}

export async function countProtected(reader: Reader): Promise<ProtectionCounts> {
  const [row] = await reader.$queryRaw<[ProtectionCounts]>`
    SELECT (SELECT count(*) FROM sealed_value)::int AS "values",
           (SELECT count(*) FROM secret WHERE reference IS NOT NULL)::int AS "references",
           (SELECT count(*) FROM connector WHERE envelope IS NOT NULL)::int AS "connectors",
           (SELECT count(*) FROM instance)::int AS "instances",
           (SELECT count(*) FROM second_factor)::int AS "secondFactors",
           (SELECT count(*) FROM app_user WHERE password_hash IS NOT NULL)::int AS "passwords",
           (SELECT count(*) FROM token)::int AS "tokens",
           (SELECT count(*) FROM brief)::int AS "briefs",
           (SELECT count(*) FROM delivery)::int AS "receipts"`;
  return row;
}
