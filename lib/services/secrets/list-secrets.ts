// Lists names and metadata of one scope's secrets.

import 'server-only';
import type { ListSecretsQuery, SecretList } from '@/lib/contracts/secret';
import { listSecretRows } from '@/lib/db/secrets/secret-list';
import { authorize, LEFT_OUT } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { cursorOf, readSecretCursor } from './secret-cursor';
import { secretFilter } from './secret-filter';
import { secretSummary } from './secret-summary';

export const SECRETS_PER_PAGE = 100;

/**
 * Needs `secrets:list`. `next` is the cursor of the following page, or null at the end. Throws 400 for
 * a cursor of another order.
 */
export async function listSecrets(
  ctx: Context,
  reference: ScopeReference,
  query: ListSecretsQuery = {},
): Promise<SecretList> {
  const scope = await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  const { limit = SECRETS_PER_PAGE, sort = 'name', after, ...filter } = query;
  const rows = await listSecretRows(ctx.installation.database.prisma, scope, {
    ...secretFilter(ctx, filter),
    sort,
    after: after === undefined ? undefined : readSecretCursor(sort, after),
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => secretSummary(row, scope)),
    keys: shown.map((row) => row.name),
    next: rows.length > limit && last ? cursorOf(sort, last) : null,
  };
}
