// Makes a machine token whose permissions are fixed within what its maker has at that moment.

import 'server-only';
import type { CreatedToken, CreateTokenInput } from '@/lib/contracts/token';
import { newBearerToken } from '@/lib/crypto/bearer-token';
import { holdScope } from '@/lib/db/scopes/scopes';
import { insertToken } from '@/lib/db/people/tokens';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { newUuid } from '@/lib/domain/ids';
import { authorize, PLATFORM_SCOPE } from '../access/authorize';
import { permissionsOn, readReach } from '../access/effective-permissions';
import type { Context } from '../context';
import { memberOf } from '../context';
import { serverKeysOf } from '../deliveries/server-key';
import { recorded } from '../recorded';
import { permissionsWithin } from './permissions-within';
import { tokenSummary } from './token-summary';

/**
 * Needs `tokens:manage` on the scope. `*` expands to all the maker has there. Throws 403 for
 * permissions beyond the maker's, 422 for an end in the past. `token` is in this answer only.
 */
export async function createToken(ctx: Context, input: CreateTokenInput): Promise<CreatedToken> {
  const member = memberOf(ctx);
  if (member.kind === 'token') {
    throw new KeystowError('forbidden', 'A token cannot make tokens: sign in as a person.');
  }
  const expiresAt = readEnd(input.expiresAt);
  const reference = input.scope
    ? { kinds: [input.scope.kind], ref: input.scope.id }
    : PLATFORM_SCOPE;
  const scope = await authorize(ctx, reference, 'tokens:manage');
  const reach = await readReach(ctx.installation.database.prisma, member);
  const permissions = permissionsWithin(permissionsOn(reach, scope), input.permissions);
  const { pin: serverKey } = await serverKeysOf(ctx.installation);
  const { text, hash } = newBearerToken('kst_');
  const id = newUuid();
  const token = {
    id,
    organizationId: scope.organizationId,
    name: input.name,
    hash,
    permissions,
    namePatterns: input.namePatterns ?? [],
    createdById: member.id,
    expiresAt,
  };
  const event = {
    action: 'token.created',
    token: { id, name: input.name },
    scope,
    permissions,
    namePatterns: token.namePatterns,
    expiresAt: expiresAt?.toISOString() ?? null,
  } as const;
  const row = await recorded(
    ctx,
    async (tx) => {
      await holdScope(tx, scope.id);
      return insertToken(tx, scope, token);
    },
    () => ({ in: scope, events: [event] }),
  );
  return { ...tokenSummary(row), token: text, serverKey };
}

function readEnd(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const end = new Date(text);
  if (end.getTime() > Date.now()) return end;
  throw ruleBroken('/expiresAt', 'expires_in_past', 'Choose an end in the future.');
}
