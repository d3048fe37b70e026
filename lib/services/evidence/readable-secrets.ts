// About which secrets of a pack whoever takes it may read the audit log.

import 'server-only';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { authorizeFor } from '../access/authorize';
import { memberOf } from '../context';
import type { Context } from '../context';

export interface PlacedSecret {
  readonly secretId: string;
  /** Null where the secret is gone: then the scope of what the pack is about decides. */
  readonly scopeId: string | null;
}

/** The ids of those on whose scope the actor has `audit:read`. It records no refusal: less is in the pack. */
export async function readableSecrets(
  ctx: Context,
  secrets: readonly PlacedSecret[],
  home: AuthorizedScope,
): Promise<string[]> {
  const { prisma } = ctx.installation.database;
  const placeOf = ({ scopeId }: PlacedSecret) => scopeId ?? home.id;
  const readable = new Set<string>();
  for (const id of new Set(secrets.map(placeOf))) {
    if (await authorizeFor(prisma, memberOf(ctx), id, 'audit:read')) readable.add(id);
  }
  return secrets.filter((one) => readable.has(placeOf(one))).map(({ secretId }) => secretId);
}
