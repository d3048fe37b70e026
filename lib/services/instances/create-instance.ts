// Keeps the address of a database: sealed under Fernet, bound to its row.

import 'server-only';
import type { Instance } from '@/lib/contracts/instance';
import { findInstanceRow, insertInstances } from '@/lib/db/instances/instances';
import { lockInstanceKeys } from '@/lib/db/instances/instance-keys';
import { holdScope } from '@/lib/db/scopes/scopes';
import { actorLabel } from '@/lib/domain/actor';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import type { Plaintext } from '@/lib/domain/plaintext';
import { isSlug, suggestSlug } from '@/lib/domain/scope';
import type { Context } from '../context';
import { recorded } from '../recorded';
import { requireAllKnown, sealingInstanceKeys } from './instance-keys';
import { instanceFacts, requireInstances } from './instance-place';
import { instanceSummary } from './instance-summary';
import { bindingKey, checkAddress, sealAddress, shownParts } from './seal-address';

export interface NewInstance {
  readonly name: string;
  readonly url: Plaintext;
}

/**
 * Needs `backends:manage` on the organization. Throws 422 for a name without letters and digits or an
 * address that cannot be shown, 409 for a name that is taken and where a key is missing that others need.
 */
export async function createInstance(ctx: Context, { name, url }: NewInstance): Promise<Instance> {
  const { installation } = ctx;
  const place = await requireInstances(ctx);
  installation.keys.requireUnlocked();
  const slug = slugOf(name);
  const address = checkAddress(url);
  const keys = await sealingInstanceKeys(installation);
  const id = newUuid();
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, place.organizationId);
      await lockInstanceKeys(tx);
      // Another node may have made a key of its own meanwhile.
      await requireAllKnown(tx, keys);
      const key = await bindingKey(tx, installation.keys, place.organizationId);
      const sealed = sealAddress(key, keys, id, url);
      const by = actorLabel(ctx.actor);
      const made = { id, slug, name, ...sealed, ...shownParts(address) };
      if ((await insertInstances(tx, place, by, [made])).length === 0) throw nameTaken();
      return (await findInstanceRow(tx, place.organizationId, { id }))!;
    },
    (made) => ({
      in: place,
      events: [
        {
          action: 'instance.created',
          ...instanceFacts(made),
          kind: address.kind,
          imported: false,
        },
      ],
    }),
  );
  return instanceSummary(installation, keys, row);
}

/** Throws 422 at `/name`. */
export function slugOf(name: string): string {
  const slug = suggestSlug(name);
  if (isSlug(slug)) return slug;
  throw ruleBroken('/name', 'name', 'Use a name with a letter or a digit in it.');
}

function nameTaken(): KeystowError {
  const message = 'There is a database connection of that name. Choose another.';
  return new KeystowError('conflict', message, {
    issues: [{ pointer: '/name', code: 'taken', message }],
  });
}
