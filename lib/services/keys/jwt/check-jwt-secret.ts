// Tells whether a secret that is to be deployed elsewhere is fit, and what it will be called.

import 'server-only';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Context } from '../../context';
import { toJwtSecret } from '../jwt-secrets';
import { requireKeyManager } from '../operations/require-key-manager';
import { judgeJwtSecret } from './judge-jwt-secret';

/** Needs `keys:manage` and an unlocked console. Keeps nothing. Throws as `judgeJwtSecret`. */
export async function checkJwtSecret(ctx: Context, secret: Plaintext): Promise<{ kid: string }> {
  await requireKeyManager(ctx);
  ctx.installation.keys.requireUnlocked();
  const text = secret.use((bytes) => Buffer.from(bytes).toString('utf8'));
  await judgeJwtSecret(ctx, text);
  return { kid: toJwtSecret(text).kid };
}
