// What the commands of the JWT secret do, wherever they work.

import type { FinishJwt, JwtStatus } from '@/lib/contracts/jwt';
import type { Plaintext } from '@/lib/domain/plaintext';

export interface JwtDesk {
  status(): Promise<JwtStatus>;
  /** Without a secret, 32 random bytes are made. */
  rotate(secret: Plaintext | undefined, changeNumber: string | undefined): Promise<JwtStatus>;
  finish(input: FinishJwt): Promise<JwtStatus>;
}
