// Lists names and metadata of one scope's secrets.

import 'server-only';
import type { ListSecretsQuery, SecretList } from '@/lib/contracts/secret';
import { listSecretRows } from '@/lib/db/secret-list';
import { authorize, LEFT_OUT, namePatternsOf } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { secretSummary } from './secret-summary';

export const SECRETS_PER_PAGE = 100;

/** Needs `secrets:list`. `next` is the cursor of the following page, or null at the end. */
export async function listSecrets(
  ctx: Context,
  reference: ScopeReference,
  query: ListSecretsQuery = {},
): Promise<SecretList> {
  const scope = await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  const limit = query.limit ?? SECRETS_PER_PAGE;
  const rows = await listSecretRows(ctx.installation.database.prisma, scope, {
    after: query.after?.toLowerCase(),
    q: query.q,
    namePatterns: namePatternsOf(ctx),
    limit: limit + 1,
  });
  const items = rows.slice(0, limit).map((row) => secretSummary(row, scope));
  return {
    items,
    keys: items.map((item) => item.key),
    next: rows.length > limit ? (items.at(-1)?.key.toLowerCase() ?? null) : null,
  };
}
