// Reads how the console tries the value of a secret.

import 'server-only';
import type { VerificationCheck } from '@/lib/contracts/destination';
import { findCheck } from '@/lib/db/verification/checks';
import { findPlace } from '@/lib/db/secrets/references';
import { notFound } from '@/lib/domain/errors';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import type { Context } from '../context';
import { checkView } from '../rotation-runs/run-item';

/** Needs `secrets:list`. Null where there is none. Throws 404 for no such secret. */
export async function readCheck(
  ctx: Context,
  at: ScopeReference,
  name: string,
): Promise<VerificationCheck | null> {
  const scope = await authorize(ctx, at, 'secrets:list', [name]);
  const { prisma } = ctx.installation.database;
  const place = await findPlace(prisma, scope, name);
  if (!place || place.name !== name) throw notFound('That secret');
  const check = await findCheck(prisma, place.id);
  return check && !check.removedAt ? checkView(check) : null;
}
