// What happens when a console process starts: boot, first administrator or set-up link, notices.

import 'server-only';
import { DatabaseRefusal } from '@/lib/db/connection/database-refusal';
import { EnvRefusal } from '@/lib/env';
import { Plaintext } from '@/lib/domain/plaintext';
import { ownOrigin } from './context';
import type { Installation } from './context';
import { bootOnce } from './installation';
import { BootRefusal } from './keys/boot-refusal';
import type { LockedState } from './keys/key-state';
import { appendPending } from './audit/append-pending';
import { keepDenials } from './access/keep-denials';
import { keepCheckpoints } from './audit/keep-checkpoints';
import { log } from './log';
import { keepPolling } from './backends/keep-polling';
import { keepContainment } from './leaks/keep-containment';
import { keepBackups } from './backups/keep-backups';
import { keepRounds } from './keep-rounds';
import { keepReminders } from './reminders/keep-reminders';
import { joinNodes } from './nodes/join-nodes';
import { noteDeployedJwtSecret } from './keys/jwt/note-deployed-jwt-secret';
import { keepReencrypting } from './keys/keep-reencrypting';
import { recordLocked } from './keys/record-locked';
import { keepTransferring } from './transfers/keep-transferring';
import { changeWatchOf } from './workers/change-watch';
import { bootstrapAdministrator } from './setup/complete-setup';
import { issueSetupLink } from './setup/setup-link';

/** What `scripts/start.mjs` prints after the address, and how it closes the console. */
const process_ = globalThis as typeof globalThis & {
  __keystowNotice?: string[];
  __keystowShutdown?: () => Promise<void>;
  __keystowEndStreams?: () => void;
};

/** Ends the process with status 1 and a remedy when start-up is refused. */
export async function startConsole(): Promise<void> {
  try {
    const { installation, warnings } = await bootOnce();
    const leave = await joinNodes(installation);
    const endRounds = keepRounds(installation);
    const endReencryption = keepReencrypting(installation);
    const endCheckpoints = keepCheckpoints(installation);
    const endDenials = keepDenials(installation);
    const endPolling = keepPolling(installation);
    const endTransferring = keepTransferring(installation);
    const endBackups = keepBackups(installation);
    const endReminders = keepReminders(installation);
    const endContainment = keepContainment(installation);
    process_.__keystowEndStreams = () => changeWatchOf(installation).end();
    process_.__keystowShutdown = async () => {
      await Promise.all(
        [
          ...[endRounds, endReencryption, endCheckpoints, endDenials],
          ...[endPolling, endTransferring, endBackups, endReminders, endContainment],
        ].map((end) => end()),
      );
      await leave().catch(() => undefined);
      await installation.database.close();
    };
    for (const warning of warnings) log.warn(warning);
    process_.__keystowNotice = await openDoors(installation);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    process.stderr.write(`Keystow cannot start. ${error.message}\n`);
    process.exit(1);
  }
}

async function openDoors(installation: Installation): Promise<string[]> {
  const { state } = installation.keys;
  if (state.kind === 'locked') {
    await recordLocked(installation, state);
    return lockedNotice(state);
  }
  await appendPending(installation);
  await noteDeployedJwtSecret(installation);
  const { adminEmail, adminPassword } = installation.env;
  if (adminEmail && adminPassword) {
    const password = Plaintext.fromText(adminPassword.reveal());
    if (await bootstrapAdministrator(installation, adminEmail, password)) {
      return ['The first administrator was made from KEYSTOW_ADMIN_EMAIL. Sign in.'];
    }
  }
  const link = await issueSetupLink(installation);
  if (!link) return [];
  const address = `${ownOrigin(installation)}/setup#${link}`;
  return ['', 'No administrator exists yet. Open this link once, within the hour:', `  ${address}`];
}

function lockedNotice(state: LockedState): string[] {
  const given = state.given ?? 'none';
  return [
    '',
    'LOCKED: the master key does not open this database. Nothing was changed.',
    `  needs  ${state.needed.join(' or ')}`,
    `  given  ${given}${state.source ? ` (${state.source})` : ''}`,
    ...state.fittingSources.map((source) => `  ${source} holds a key that fits`),
  ];
}

function isRefusal(error: unknown): error is Error {
  return (
    error instanceof BootRefusal || error instanceof DatabaseRefusal || error instanceof EnvRefusal
  );
}
