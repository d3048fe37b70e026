// The newest checkpoint of each log as a file in a folder of the operator's, who ships it elsewhere.

import { open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import 'server-only';
import { listNewestCheckpoints } from '@/lib/db/audit/checkpoint-webhooks';
import { describeError } from '../describe-error';
import type { Installation } from '../context';
import { log } from '../log';

/**
 * `<log>.checkpoint` in AUDIT_CHECKPOINT_DIR, replaced at once and on disk when this ends. One of a larger
 * size stays: the log was rewound, and that file shows it. A folder that cannot be written is told in the
 * server's log; the console goes on.
 */
export async function writeCheckpointFiles({ env, database }: Installation): Promise<void> {
  const folder = env.auditCheckpointDir;
  if (folder === undefined) return;
  for (const { chainId, size, note } of await listNewestCheckpoints(database.prisma)) {
    const file = path.join(folder, `${chainId}.checkpoint`);
    try {
      const kept = await keptSize(file);
      if (kept > size) {
        log.error({ file, kept: String(kept), size: String(size) }, 'an audit log was rewound');
      } else if (kept < size) {
        await replaceFile(folder, file, note);
      }
    } catch (error) {
      log.warn(
        { file, why: describeError(error) },
        'a checkpoint could not be written to its file',
      );
    }
  }
}

/** The second line of a checkpoint; -1 where there is none. */
async function keptSize(file: string): Promise<bigint> {
  const note = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const size = note.split('\n')[1] ?? '';
  return /^\d{1,19}$/.test(size) ? BigInt(size) : -1n;
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
