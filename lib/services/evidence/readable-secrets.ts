// About which secrets of a pack whoever takes it may read the audit log.

import 'server-only';
import { authorizeFor } from '../access/authorize';
import { memberOf } from '../context';
import type { Context } from '../context';

export interface PlacedSecret {
  readonly secretId: string;
  /** Null where the secret is gone: nobody can say any more who may read of it. */
  readonly scopeId: string | null;
}

/** The ids of those on whose scope the actor has `audit:read`. It records no refusal: less is in the pack. */
export async function readableSecrets(
  ctx: Context,
  secrets: readonly PlacedSecret[],
): Promise<string[]> {
  const { prisma } = ctx.installation.database;
  const scopeIds = new Set(secrets.flatMap(({ scopeId }) => (scopeId === null ? [] : [scopeId])));
  const readable = new Set<string | null>();
  for (const id of scopeIds) {
    if (await authorizeFor(prisma, memberOf(ctx), id, 'audit:read')) readable.add(id);
  }
  return secrets.filter(({ scopeId }) => readable.has(scopeId)).map(({ secretId }) => secretId);
}
