// Writes the names and metadata of one scope as a file; values are not read for it.

import 'server-only';
import type { ExportFormat } from '@/lib/contracts/export';
import type { SecretSummary } from '@/lib/contracts/secret';
import { listSecretRows } from '@/lib/db/secrets/secret-list';
import type { SortKey } from '@/lib/db/secrets/secret-order';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { csvText } from '@/lib/domain/csv-text';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { secretSummary } from './secret-summary';

const ROWS_PER_READ = 2000;

/** The columns of a table, with what stands in each. */
const COLUMNS: readonly (readonly [string, (item: SecretSummary) => string | number | null])[] = [
  ['key', (item) => item.key],
  ['type', (item) => item.type],
  ['category', (item) => item.category],
  ['backend', (item) => item.backend],
  ['reference', (item) => item.reference],
  ['connector', ({ connector }) => connector?.slug ?? null],
  ['delivery', (item) => item.delivery],
  ['version', (item) => item.version],
  ['fingerprint', (item) => item.fingerprint],
  ['aliasOf', ({ aliasOf }) => aliasOf && `${aliasOf.path}/${aliasOf.key}`],
  ['description', (item) => item.description],
  ['owner', (item) => item.owner?.name ?? null],
  ['tags', (item) => item.tags.join(' ')],
  ['expiresAt', (item) => item.expiresAt],
  ['rotationWindowDays', (item) => item.rotationWindowDays],
  ['createdAt', (item) => item.createdAt],
  ['updatedAt', (item) => item.updatedAt],
  ['updatedBy', (item) => item.updatedBy],
];

/** Needs `secrets:list`. `path` is that of the scope, for the name of the file. */
export async function exportNames(
  ctx: Context,
  reference: ScopeReference,
  format: ExportFormat,
): Promise<{ text: string; path: string }> {
  const scope = await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  const items = await readAll(ctx, scope);
  return { text: WRITERS[format](items, scope), path: scope.path };
}

async function readAll(ctx: Context, scope: AuthorizedScope): Promise<SecretSummary[]> {
  const items: SecretSummary[] = [];
  for (let after: SortKey | undefined; ;) {
    const rows = await listSecretRows(ctx.installation.database.prisma, scope, {
      sort: 'name',
      after,
      namePatterns: namePatternsOf(ctx),
      limit: ROWS_PER_READ,
    });
    items.push(...rows.map((row) => secretSummary(row, scope)));
    if (rows.length < ROWS_PER_READ) return items;
    after = rows.at(-1);
  }
}

type Writer = (items: readonly SecretSummary[], scope: AuthorizedScope) => string;

const WRITERS: Readonly<Record<ExportFormat, Writer>> = {
  json: (items) => `${JSON.stringify({ items, keys: items.map(({ key }) => key) }, null, 2)}\n`,
  csv: (items) =>
    csvText([
      COLUMNS.map(([name]) => name),
      ...items.map((item) => COLUMNS.map(([, cell]) => cell(item))),
    ]),
  dotenv: (items, scope) =>
    [`# Names of ${scope.path}. Values cannot be exported.`, ...items.map(({ key }) => `${key}=`)]
      .map((line) => `${line}\n`)
      .join(''),
};
