// Notes who found the new JWT secret to work, and how: evidence of a change done by the environment.

import 'server-only';
import type { JwtStatus, RecordJwt } from '@/lib/contracts/jwt';
import type { Context } from '../../context';
import { recorded } from '../../recorded';
import { requireKeyManager } from '../operations/require-key-manager';
import { readJwtStatus } from './read-jwt-status';

/** Needs `keys:manage`. Concerns the secret in use. */
export async function recordJwtVerification(ctx: Context, input: RecordJwt): Promise<JwtStatus> {
  await requireKeyManager(ctx);
  const { kid } = ctx.installation.jwt.current;
  const { verification, changeNumber = null } = input;
  await recorded(
    ctx,
    async () => undefined,
    () => ({
      in: 'installation',
      events: [{ action: 'jwt.verified', kid, changeNumber, verification }],
    }),
  );
  return readJwtStatus(ctx);
}
