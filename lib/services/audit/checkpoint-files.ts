// The newest checkpoint of each log as a file in a folder of the operator's, who ships it elsewhere.

import { open, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import 'server-only';
import { listNewestCheckpoints } from '@/lib/db/audit/checkpoint-webhooks';
import { findCheckpoint } from '@/lib/db/audit/checkpoints';
import type { CheckpointRow } from '@/lib/db/audit/checkpoints';
import { describeError } from '../describe-error';
import type { Installation } from '../context';
import { log } from '../log';
import { checkpointOpener } from './own-checkpoint';

/**
 * `<log>.checkpoint` in AUDIT_CHECKPOINT_DIR, replaced at once and on disk when this ends. One that the
 * log does not have (any more) is set aside as `<log>.rewound-<size>.checkpoint`, and told of in the
 * server's log each time while it is there. A folder that cannot be written is told there too; the
 * console goes on.
 */
export async function writeCheckpointFiles(installation: Installation): Promise<void> {
  const folder = installation.env.auditCheckpointDir;
  if (folder === undefined) return;
  for (const row of await listNewestCheckpoints(installation.database.prisma)) {
    const file = path.join(folder, `${row.chainId}.checkpoint`);
    try {
      await writeFileOf(installation, folder, row);
      for (const name of await readdir(folder)) {
        if (!name.startsWith(`${row.chainId}.rewound-`)) continue;
        log.error({ file: path.join(folder, name) }, 'an audit log was rewound');
      }
    } catch (error) {
      log.warn(
        { file, why: describeError(error) },
        'a checkpoint could not be written to its file',
      );
    }
  }
}

async function writeFileOf(
  installation: Installation,
  folder: string,
  row: CheckpointRow,
): Promise<void> {
  const { chainId, size, note } = row;
  const file = path.join(folder, `${chainId}.checkpoint`);
  const opened = await checkpointOpener(installation, chainId);
  if (!opened(row)) {
    log.error({ chainId, size: String(size) }, 'a stored checkpoint was not signed here');
    return;
  }
  const kept = await keptNote(file);
  const keptSize = sizeOf(kept);
  if (keptSize !== null) {
    const stored = await findCheckpoint(installation.database.prisma, chainId, keptSize);
    if (stored === null || signedOf(stored.note) !== signedOf(kept)) {
      await rename(file, path.join(folder, `${chainId}.rewound-${keptSize}.checkpoint`));
    } else if (keptSize >= size) return;
  }
  await replaceFile(folder, file, note);
}

/** Empty where there is none. */
async function keptNote(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
}

/** The second line of a checkpoint; null where there is none. */
function sizeOf(note: string): bigint | null {
  const size = note.split('\n')[1] ?? '';
  return /^\d{1,18}$/.test(size) ? BigInt(size) : null;
}

/** Origin, size and root: what stays the same whichever key signed it. */
function signedOf(note: string): string {
  return note.split('\n').slice(0, 3).join('\n');
}

async function replaceFile(folder: string, file: string, text: string): Promise<void> {
  const next = `${file}.${process.pid}`;
  const written = await open(next, 'w', 0o644);
  try {
    await written.writeFile(text);
    await written.sync();
  } finally {
    await written.close();
  }
  await rename(next, file);
  const within = await open(folder, 'r');
  try {
    await within.sync();
  } finally {
    await within.close();
  }
}
