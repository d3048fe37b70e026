// Makes a token's successor, with the same scope, permissions and names; the old one ends soon after.

import 'server-only';
import type { CreatedToken, RotateTokenInput } from '@/lib/contracts/token';
import { newBearerToken } from '@/lib/crypto/bearer-token';
import { holdScope } from '@/lib/db/scopes/scopes';
import { insertToken, replaceToken } from '@/lib/db/people/tokens';
import type { TokenRow } from '@/lib/db/people/tokens';
import { KeystowError } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { isPermission } from '@/lib/domain/permissions';
import { permissionsOn, readReach } from '../access/effective-permissions';
import { memberOf } from '../context';
import type { Context } from '../context';
import { serverKeysOf } from '../deliveries/server-key';
import { recorded } from '../recorded';
import { findManagedToken } from './find-managed-token';
import { permissionsWithin } from './permissions-within';
import { tokenSummary } from './token-summary';

/**
 * Needs `tokens:manage` on the token's scope, and all its permissions. The new token lives as long as
 * the old one was meant to. Throws 404 as `revokeToken` does, 409 when the old one has ended or is
 * being replaced already. `token` is in this answer only.
 */
export async function rotateToken(
  ctx: Context,
  typeId: string,
  { overlapSeconds }: RotateTokenInput,
): Promise<CreatedToken> {
  const member = memberOf(ctx);
  const { prisma } = ctx.installation.database;
  const { row: old, scope } = await findManagedToken(ctx, typeId);
  if (member.kind === 'token') {
    throw new KeystowError('forbidden', 'A token cannot make tokens: sign in as a person.');
  }
  const held = permissionsOn(await readReach(prisma, member), scope);
  const { pin: serverKey } = await serverKeysOf(ctx.installation);
  const { text, hash } = newBearerToken('kst_');
  const now = Date.now();
  const token = {
    id: newUuid(),
    organizationId: scope.organizationId,
    name: old.name,
    hash,
    permissions: permissionsWithin(held, old.permissions.filter(isPermission)),
    namePatterns: old.namePatterns,
    createdById: member.id,
    expiresAt: endOfSuccessor(old, now),
  };
  const endsAt = new Date(now + overlapSeconds * 1000);
  const created = {
    action: 'token.created',
    token: { id: token.id, name: token.name },
    scope,
    permissions: token.permissions,
    namePatterns: token.namePatterns,
    expiresAt: token.expiresAt?.toISOString() ?? null,
  } as const;
  const replaced = {
    action: 'token.replaced',
    token: { id: old.id, name: old.name },
    replacement: created.token,
    scope,
    endsAt: endsAt.toISOString(),
  } as const;
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      const replacement = { id: old.id, replacedById: token.id, endsAt };
      if (!(await replaceToken(tx, scope, replacement))) throw ended();
      return insertToken(tx, scope, token);
    },
    () => ({ in: scope, events: [created, replaced] }),
  );
  return { ...tokenSummary(row), token: text, serverKey };
}

/** The span the old one was given when it was made, counted from now; null when it had no end. */
function endOfSuccessor(old: TokenRow, now: number): Date | null {
  if (!old.expiresAt) return null;
  return new Date(now + old.expiresAt.getTime() - old.createdAt.getTime());
}

function ended(): KeystowError {
  return new KeystowError(
    'conflict',
    'The token was revoked, has expired or is being replaced already. Make a new one instead.',
  );
}
