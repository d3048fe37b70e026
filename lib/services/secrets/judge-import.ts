// Says of every row of an import what would happen to it, and why; nothing is written.

import 'server-only';
import type { ImportVerdictRow } from '@/lib/contracts/import';
import type { ImportVerdict } from '@/lib/domain/import/import-verdict';
import { findMetSecrets, findNarrowerNames } from '@/lib/db/secrets/import-look-up';
import type { MetSecret, NarrowerName } from '@/lib/db/secrets/import-look-up';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ImportRow, RowFault, RowValue } from '@/lib/domain/import/import-row';
import { isWithinPatterns } from '@/lib/domain/name-pattern';
import { SHAPE_CODE, typeShapeFault } from '@/lib/domain/type-shape';
import { namePatternsOf } from '../access/authorize';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';
import { namesOfParts } from './check-part-names';
import { compareValues } from './compare-values';
import { repeatedRows } from './repeated-rows';

/** A verdict with what would be written; `met` is the secret that is there now. */
export interface JudgedRow {
  readonly shown: ImportVerdictRow;
  readonly value: RowValue | null;
  readonly met: MetSecret | undefined;
}

export interface JudgedImport {
  readonly rows: readonly JudgedRow[];
  readonly compared: number;
}

/**
 * `scope` is authorized for `secrets:write`, without which nothing is compared. `skipped` are indexes
 * of rows that the actor left out: they spend no budget.
 */
export async function judgeImport(
  ctx: Context,
  scope: AuthorizedScope,
  rows: readonly ImportRow[],
  skipped: ReadonlySet<number> = new Set(),
): Promise<JudgedImport> {
  const faults = rowFaults(ctx, rows);
  const names = rows.flatMap((row, index) => (faults.get(index) ? [] : [row.key]));
  const { prisma } = ctx.installation.database;
  const met = new Map(
    (await findMetSecrets(prisma, scope, names)).map((one) => [one.name.toLowerCase(), one]),
  );
  const narrower = await narrowerNames(ctx, scope, names);
  const taken = await namesOfParts(prisma, scope, names);
  const standing = rows.map((row, index) => {
    const secret = met.get(row.key.toLowerCase());
    const fault = faults.get(index) ?? metFault(row, secret) ?? taken.get(row.key);
    return { row, index, fault, secret: fault ? undefined : secret };
  });
  const { equal, compared } = await compareValues(
    ctx,
    scope,
    standing.flatMap(({ row, index, secret }) =>
      secret && row.value && !skipped.has(index) ? [{ secret, value: row.value }] : [],
    ),
  );
  const judged = standing.map(({ row, index, secret, ...found }): JudgedRow => {
    const fault = found.fault ?? (secret && !equal.has(secret.id) && shapeFault(row, secret));
    const verdict = fault ? verdictOfFault(fault) : verdictOf(secret, equal, narrower.get(row.key));
    const { key, line } = row;
    return { shown: { row: index + 1, line, key, ...verdict }, value: row.value, met: secret };
  });
  return { rows: judged, compared };
}

type Verdict = Pick<ImportVerdictRow, 'verdict' | 'code' | 'reason' | 'writes'>;

function verdictOf(
  secret: MetSecret | undefined,
  equal: ReadonlySet<string>,
  narrower: NarrowerName | undefined,
): Verdict {
  if (secret && equal.has(secret.id)) return told('unchanged', false);
  if (!narrower) return told(secret ? 'replace' : 'new', true);
  const others = narrower.scopes - 1;
  const more = others > 0 ? ` and ${others} more below` : '';
  const has = others > 0 ? 'have' : 'has';
  const act = secret ? 'It is replaced here' : 'It is new here';
  const reason = `${act}, but ${narrower.path}${more} ${has} a value of this name that wins there.`;
  return { verdict: 'shadowed', code: 'narrower_scope', reason, writes: true };
}

function verdictOfFault({ code, message }: RowFault): Verdict {
  const verdict: ImportVerdict = code === 'repeated' ? 'shadowed' : 'invalid';
  return { verdict, code, reason: message, writes: false };
}

function told(verdict: ImportVerdict, writes: boolean): Verdict {
  return { verdict, code: null, reason: null, writes };
}

/** What is wrong with a row by itself, by its neighbours, or for this actor. */
function rowFaults(ctx: Context, rows: readonly ImportRow[]): Map<number, RowFault> {
  const faults = repeatedRows(rows);
  const patterns = namePatternsOf(ctx);
  rows.forEach((row, index) => {
    if (row.fault) faults.set(index, row.fault);
    else if (!isWithinPatterns(patterns, row.key)) faults.set(index, NOT_OF_THE_TOKEN);
  });
  return faults;
}

/** What keeps a row from replacing the secret that it meets, whatever its value. */
function metFault(row: ImportRow, secret: MetSecret | undefined): RowFault | undefined {
  if (!secret) return undefined;
  if (secret.name !== row.key) {
    const message = `This scope already has ${secret.name}, which differs only in case.`;
    return { code: 'name_case', message };
  }
  if (secret.backend !== 'local') {
    const message = `The value of ${secret.name} lives in ${secret.backend}: change it there.`;
    return { code: 'lives_elsewhere', message };
  }
  if (!secret.aliasOfId) return undefined;
  const message = `${secret.name} is an alias here, without a value of its own. Delete it first.`;
  return { code: 'is_alias', message };
}

/** Somebody chose the type of that secret, so its value keeps the shape. */
function shapeFault({ value }: ImportRow, secret: MetSecret): RowFault | undefined {
  if (!value || secret.typeGuessed) return undefined;
  const fault = typeShapeFault(secret.type, value.format, value.plaintext);
  if (!fault) return undefined;
  const message = `${secret.name} is of the type ${secret.type}. ${fault.message} Or change its type first.`;
  return { code: SHAPE_CODE, message };
}

/** Only for those who may list what is below: who may write there need not know its names. */
async function narrowerNames(
  ctx: Context,
  scope: AuthorizedScope,
  names: readonly string[],
): Promise<Map<string, NarrowerName>> {
  const { prisma } = ctx.installation.database;
  const reach = await readReach(prisma, memberOf(ctx));
  if (scope.kind === 'app' || !permissionsOn(reach, scope).has('secrets:list')) return new Map();
  const found = await findNarrowerNames(prisma, scope, names);
  return new Map(found.map((one) => [one.name, one]));
}

const NOT_OF_THE_TOKEN: RowFault = {
  code: 'name_not_allowed',
  message: 'The token is limited to other names.',
};
