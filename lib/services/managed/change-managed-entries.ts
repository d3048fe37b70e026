// The operator's own part of the catalogue: names that are recognized from now on, or no longer.

import 'server-only';
import {
  deleteManagedEntry,
  insertManagedEntry,
  listManagedEntries,
} from '@/lib/db/managed/entries';
import { actorLabel } from '@/lib/domain/actor';
import { notFound, ruleBroken } from '@/lib/domain/errors';
import { catalogued, MANAGED_NAME, nameOfManaged } from '@/lib/domain/managed-secrets';
import type { Context } from '../context';
import { refusal, requireKeyManager } from '../keys/operations/require-key-manager';
import { recorded } from '../recorded';

const ENTRIES_MAX = 200;

/**
 * Needs `keys:manage`. Answers the name it has: `billing/api_key` is `BILLING_API_KEY`. Throws 422 for what is
 * no variable's name, 409 for one that is in the catalogue.
 */
export async function addManagedEntry(
  ctx: Context,
  input: { readonly name: string; readonly purpose: string },
): Promise<{ name: string }> {
  await requireKeyManager(ctx);
  const name = nameOfManaged(input.name.trim());
  if (!MANAGED_NAME.test(name) || name.startsWith('KEYSTOW_')) {
    const message =
      'Give a variable’s name, such as BILLING_API_KEY, or billing/api_key. KEYSTOW_ is Keystow’s own.';
    throw ruleBroken('/name', 'name', message);
  }
  if (catalogued(name)) throw refusal('known_name', `${name} is in the catalogue already.`);
  const { prisma } = ctx.installation.database;
  if ((await listManagedEntries(prisma)).length >= ENTRIES_MAX) {
    throw refusal('entries_max', `There are ${ENTRIES_MAX} entries. Remove one first.`);
  }
  const row = { name, purpose: input.purpose.trim(), createdBy: actorLabel(ctx.actor) };
  await recorded(
    ctx,
    async (tx) => {
      if (!(await insertManagedEntry(tx, row))) {
        throw refusal('known_name', `${name} is in the catalogue already.`);
      }
    },
    () => ({ in: 'installation', events: [{ action: 'managed_secret.added', name }] }),
  );
  return { name };
}

/** Needs `keys:manage`. The secret itself is left alone. Throws 404 for what no operator added. */
export async function removeManagedEntry(ctx: Context, name: string): Promise<void> {
  await requireKeyManager(ctx);
  await recorded(
    ctx,
    async (tx) => {
      if (!(await deleteManagedEntry(tx, name))) throw notFound('entry');
    },
    () => ({ in: 'installation', events: [{ action: 'managed_secret.removed', name }] }),
  );
}
