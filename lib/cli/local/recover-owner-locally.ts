// The work of `keystow recover-owner` beside a stopped console, or beside one on PostgreSQL.

import { ownOrigin } from '@/lib/services/context';
import { allOwners, findOwner } from '@/lib/services/recovery/find-owner';
import type { OwnerRow } from '@/lib/services/recovery/find-owner';
import { startRecovery } from '@/lib/services/recovery/start-recovery';
import { withInstallation } from './with-installation';

export type Owner = Pick<OwnerRow, 'email' | 'organization' | 'secondFactor'>;

export interface RecoveredOwner {
  readonly email: string;
  /** The whole address; its secret is after `#`. */
  readonly link: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
  readonly secondFactorRemoved: boolean;
  readonly sessionsEnded: number;
  /** The embedded database is ours alone, so no console runs on it. */
  readonly consoleStopped: boolean;
  readonly locked: boolean;
}

/** Without an e-mail `choose` picks one of the owners. Throws CommandRefused, KeystowError, EnvRefusal. */
export async function recoverOwnerLocally(
  email: string | undefined,
  choose: (owners: readonly Owner[]) => Promise<string>,
): Promise<RecoveredOwner> {
  return withInstallation(async (installation) => {
    const wanted = email ?? (await choose(await allOwners(installation)));
    const owner = await findOwner(installation, wanted);
    const started = await startRecovery(installation, owner);
    return {
      email: owner.email,
      link: `${ownOrigin(installation)}/recover#${started.secret}`,
      expiresAt: started.expiresAt.toISOString(),
      secondFactorRemoved: started.secondFactorRemoved,
      sessionsEnded: started.sessionsEnded,
      consoleStopped: installation.database.kind === 'embedded',
      locked: !installation.keys.unlocked,
    };
  });
}
