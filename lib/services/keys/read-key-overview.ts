// The keys page in one answer: master keys, nodes, sessions by JWT secret, and the open operation.

import 'server-only';
import type { KeyOverview } from '@/lib/contracts/keys';
import { countDataKeys, countSealedValues } from '@/lib/db/keys/data-keys';
import { listLiveNodes } from '@/lib/db/keys/nodes';
import { findRootHead, listMasterFingerprints, listRootKeyWraps } from '@/lib/db/keys/root-keys';
import { countLiveSessionsByKid } from '@/lib/db/people/sessions';
import { dueAfter } from '@/lib/domain/rotation';
import type { Context } from '../context';
import { SESSION_IDLE_HOURS_MAX } from '../sessions/prepare-session';
import { readBackupStanding } from './backups/read-backup-standing';
import type { KeyState } from './key-state';
import { findSharedKeys, readMasterKeyInputs } from './master-key-inputs';
import { readKeyWindowDays } from '../rotation/console-keys';
import { requireKeyManager } from './operations/require-key-manager';
import { readOpenOperation } from './read-operation';

/** Needs `keys:manage`. While the console is locked it tells which key is needed. */
export async function readKeyOverview(ctx: Context): Promise<KeyOverview> {
  await requireKeyManager(ctx);
  const { prisma } = ctx.installation.database;
  const head = await findRootHead(prisma);
  const wraps = head ? await listRootKeyWraps(prisma, head.rootId) : [];
  const stateOf = (fingerprint: string) =>
    wraps.find((wrap) => wrap.masterFingerprint === fingerprint)?.state ?? 'retired';
  const history = await listMasterFingerprints(prisma);
  const active = history.find((row) => stateOf(row.fingerprint) === 'active');
  return {
    ...lockOf(ctx.installation.keys.state),
    window: active
      ? windowOf(active.firstSeenAt, await readKeyWindowDays(ctx, 'master_key'))
      : null,
    masterKeys: history.map((row) => ({
      fingerprint: row.fingerprint,
      state: stateOf(row.fingerprint),
      source: row.source,
      firstSeenAt: row.firstSeenAt.toISOString(),
      copyConfirmedAt: row.copyConfirmedAt?.toISOString() ?? null,
      copyConfirmedBy: row.copyConfirmedBy,
    })),
    nodes: (await listLiveNodes(prisma)).map((node) => ({
      host: node.host,
      pid: node.pid,
      startedAt: node.startedAt.toISOString(),
      heartbeatAt: node.heartbeatAt.toISOString(),
      fingerprint: node.masterFingerprint,
      source: node.source,
      sourceFingerprint: node.sourceFingerprint,
    })),
    dataKeys: await countDataKeys(prisma),
    values: await countSealedValues(prisma),
    jwt: await jwtOf(ctx),
    backups: await readBackupStanding(ctx.installation),
    operation: await readOpenOperation(ctx),
  };
}

function lockOf(
  state: KeyState,
): Pick<KeyOverview, 'state' | 'fingerprint' | 'source' | 'lock' | 'replaceable'> {
  const { source } = state;
  const replaceable = source === 'config/master.key';
  if (state.kind === 'unlocked') {
    const { masterFingerprint: fingerprint } = state;
    const kind = source === 'development key' ? 'development' : 'unlocked';
    return { state: kind, fingerprint, source, lock: null, replaceable };
  }
  const { reason, needed, given, fittingSources } = state;
  const lock = { reason, needed: [...needed], fittingSources: [...fittingSources] };
  return { state: 'locked', fingerprint: given, source, lock, replaceable };
}

function windowOf(since: Date, days: number): NonNullable<KeyOverview['window']> {
  return { days, since: since.toISOString(), dueAt: dueAfter(since, days).toISOString() };
}

async function jwtOf(ctx: Context): Promise<KeyOverview['jwt']> {
  const { database, jwt, env, id } = ctx.installation;
  const counts = await countLiveSessionsByKid(database.prisma, SESSION_IDLE_HOURS_MAX);
  const described = (kid: string) => ({ kid, sessions: counts.get(kid)?.sessions ?? 0 });
  // What could not start a console is shown beside its node, as a source that cannot be read.
  const { given } = await readMasterKeyInputs(env).catch(() => ({ given: [] }));
  const [master] = given;
  return {
    current: described(jwt.current.kid),
    previous: jwt.previous ? described(jwt.previous.kid) : null,
    shared: master ? await findSharedKeys(env, id, master.input, jwt.currentText) : [],
  };
}
