// Imports many secrets at once: a review that writes nothing, or all chosen rows as one set.

import 'server-only';
import type { ImportResult } from '@/lib/contracts/import';
import type { ImportVerdict } from '@/lib/domain/import/import-verdict';
import { IMPORT_VERDICTS } from '@/lib/domain/import/import-verdict';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { detectFormat } from '@/lib/domain/import/import-format';
import type { ImportFormat } from '@/lib/domain/import/import-format';
import { readImport } from '@/lib/domain/import/read-import';
import { authorize, LEFT_OUT } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { judgeImport } from './judge-import';
import type { JudgedImport, JudgedRow } from './judge-import';
import { putSecrets } from './put-secrets';

export interface ImportInput {
  readonly text: string;
  /** Left out, it is found by the text and the name of its file. */
  readonly format?: ImportFormat | undefined;
  readonly fileName?: string | undefined;
  /** True writes; anything else is a dry run. */
  readonly apply?: boolean | undefined;
  /** Rows to leave out: names, or numbers of rows from 1. */
  readonly discard?: readonly (string | number)[] | undefined;
  readonly reason?: string | undefined;
}

const ISSUES_MAX = 20;

/**
 * Needs `secrets:write`. Every call is audited, with counts. Throws 413 and 422 as `readImport`, 422
 * with the lines of what is invalid when such a row is to be applied: then nothing is written.
 */
export async function importSecrets(
  ctx: Context,
  reference: ScopeReference,
  input: ImportInput,
): Promise<ImportResult> {
  const scope = await authorize(ctx, reference, 'secrets:write', LEFT_OUT);
  const format = input.format ?? detectFormat(input.text, input.fileName);
  const rows = readImport(input.text, format);
  const discarded = new Set(input.discard ?? []);
  refuseUnknownRows(input.discard ?? [], rows);
  const skipped = new Set(
    rows.flatMap(({ key }, index) =>
      discarded.has(index + 1) || (key !== '' && discarded.has(key)) ? [index] : [],
    ),
  );
  const apply = input.apply === true;
  const judged = await judgeImport(ctx, scope, rows, skipped);
  const chosen = judged.rows.filter(({ shown }) => !skipped.has(shown.row - 1));
  const counts = countVerdicts(judged.rows);
  await recordReview(ctx, scope, judged, counts, apply);
  const applied = apply ? await applyRows(ctx, reference, chosen, input.reason) : 0;
  return { format, rows: judged.rows.map(({ shown }) => shown), counts, applied };
}

/** A misspelt entry would write the row that somebody meant to leave out. */
function refuseUnknownRows(
  discard: readonly (string | number)[],
  rows: readonly { readonly key: string }[],
): void {
  const index = discard.findIndex((entry) =>
    typeof entry === 'number'
      ? entry < 1 || entry > rows.length
      : entry === '' || !rows.some(({ key }) => key === entry),
  );
  if (index < 0) return;
  throw ruleBroken(`/discard/${index}`, 'unknown_row', 'No row has this number or name.');
}

/** Writes what is new or replaced. Whoever was faster since the look-up is told, not overwritten. */
async function applyRows(
  ctx: Context,
  reference: ScopeReference,
  rows: readonly JudgedRow[],
  reason: string | undefined,
): Promise<number> {
  const invalid = rows.filter(({ shown }) => shown.verdict === 'invalid');
  if (invalid.length > 0) throw invalidRows(invalid);
  const inputs = rows.flatMap(({ shown, value, met }) =>
    shown.writes && value
      ? [
          {
            key: shown.key,
            ...value,
            ifVersion: met?.currentVersion ?? 0,
            ...(reason === undefined ? {} : { reason }),
          },
        ]
      : [],
  );
  if (inputs.length === 0) return 0;
  return (await putSecrets(ctx, reference, inputs)).length;
}

function invalidRows(rows: readonly JudgedRow[]): KeystowError {
  const issues = rows.slice(0, ISSUES_MAX).map(({ shown }) => ({
    pointer: '/text',
    code: shown.code ?? 'invalid',
    message: `Line ${shown.line}: ${shown.reason ?? 'This row is invalid.'}`,
  }));
  const count = rows.length === 1 ? 'One row is invalid' : `${rows.length} rows are invalid`;
  return new KeystowError('rule_broken', `${count}: correct or discard. Nothing was written.`, {
    issues,
  });
}

type Counts = ImportResult['counts'];

function countVerdicts(rows: readonly JudgedRow[]): Counts {
  const count = (verdict: ImportVerdict) =>
    rows.filter(({ shown }) => shown.verdict === verdict).length;
  return Object.fromEntries(IMPORT_VERDICTS.map((one) => [one, count(one)])) as Counts;
}

async function recordReview(
  ctx: Context,
  scope: AuthorizedScope,
  { rows, compared }: JudgedImport,
  counts: Counts,
  apply: boolean,
): Promise<void> {
  await recorded(
    ctx,
    async () => undefined,
    () => ({
      in: scope,
      events: [
        {
          action: 'secrets.import_reviewed',
          scope,
          rows: rows.length,
          ...counts,
          compared,
          apply,
        },
      ],
    }),
  );
}
