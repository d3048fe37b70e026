// Tells a person whether the second factor is on, and how many recovery codes are left.

import 'server-only';
import type { SecondFactorState } from '@/lib/contracts/account';
import { countRecoveryCodes } from '@/lib/db/people/recovery-codes';
import { findSecondFactor } from '@/lib/db/people/second-factors';
import type { OwnContext } from '../context';

/** The seed and the codes themselves are never told again. */
export async function readSecondFactor({
  installation,
  actor,
}: OwnContext): Promise<SecondFactorState> {
  const { prisma } = installation.database;
  const factor = await findSecondFactor(prisma, actor.id);
  if (!factor?.confirmedAt) return { enabled: false, enabledAt: null, recoveryCodesLeft: 0 };
  return {
    enabled: true,
    enabledAt: factor.confirmedAt.toISOString(),
    recoveryCodesLeft: await countRecoveryCodes(prisma, actor.id),
  };
}
