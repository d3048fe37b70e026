// Maps a long list of secrets, so that any part of it can be shown without reading what is before.

import 'server-only';
import type { SecretPageStarts, SecretPageStartsQuery } from '@/lib/contracts/secret';
import { readPageStarts } from '@/lib/db/secrets/secret-page-starts';
import { authorize, LEFT_OUT } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { SECRETS_PER_PAGE } from './list-secrets';
import { cursorOf } from './secret-cursor';
import { secretFilter } from './secret-filter';

/**
 * Needs `secrets:list`. The starts are those of `listSecrets` in the same order and with the same
 * filters; a change of the list in between moves rows across them by as much as it adds or takes.
 */
export async function mapSecretPages(
  ctx: Context,
  reference: ScopeReference,
  query: SecretPageStartsQuery = {},
): Promise<SecretPageStarts> {
  const scope = await authorize(ctx, reference, 'secrets:list', LEFT_OUT);
  const { size = SECRETS_PER_PAGE, sort = 'name', positionOf, ...filter } = query;
  const { total, ends, position } = await readPageStarts(ctx.installation.database.prisma, scope, {
    ...secretFilter(ctx, filter),
    sort,
    size,
    positionOf,
  });
  return { total, starts: [null, ...ends.map((end) => cursorOf(sort, end))], position };
}
