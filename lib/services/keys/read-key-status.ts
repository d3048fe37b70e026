// Tells a signed-in person the state of the master key.

import 'server-only';
import type { KeyStatus } from '@/lib/contracts/key-status';
import { listMasterFingerprints } from '@/lib/db/keys/root-keys';
import { memberOf } from '../context';
import type { Context } from '../context';

export async function readKeyStatus(ctx: Context): Promise<KeyStatus> {
  memberOf(ctx);
  const { database, keys } = ctx.installation;
  const { state } = keys;
  const history = (await listMasterFingerprints(database.prisma)).map(
    ({ fingerprint, source, firstSeenAt }) => ({
      fingerprint,
      source,
      firstSeenAt: firstSeenAt.toISOString(),
    }),
  );
  if (state.kind === 'unlocked') {
    const { masterFingerprint: fingerprint, source } = state;
    const kind = source === 'development key' ? 'development' : 'unlocked';
    return { state: kind, fingerprint, source, lock: null, history };
  }
  const { reason, needed, given, source, fittingSources } = state;
  const lock = { reason, needed: [...needed], fittingSources: [...fittingSources] };
  return { state: 'locked', fingerprint: given, source, lock, history };
}
