// The JWT secret of this folder's installation, beside a stopped console.

import { finishJwtRotation } from '@/lib/services/keys/jwt/finish-jwt-rotation';
import { readJwtStatus } from '@/lib/services/keys/jwt/read-jwt-status';
import { rotateJwtSecret } from '@/lib/services/keys/jwt/rotate-jwt-secret';
import type { JwtDesk } from '../desks/jwt-desk';
import { asOperator } from './as-operator';

export async function atLocalJwtDesk<T>(work: (desk: JwtDesk) => Promise<T>): Promise<T> {
  return asOperator((ctx) =>
    work({
      status: () => readJwtStatus(ctx),
      rotate: (secret, changeNumber) => rotateJwtSecret(ctx, { secret, changeNumber }),
      finish: (input) => finishJwtRotation(ctx, input),
    }),
  );
}
