// Writes a backup beside its name and renames it, so that a file of that name is always whole.

import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import 'server-only';
import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import type { Snapshot } from '@/lib/db/backups/snapshot';
import { columnsOf } from '@/lib/db/backups/table-columns';
import { DAY_MS } from '@/lib/domain/durations';
import { countRows, TABLE_END, tableLine } from './backup-rows';

/** The time of a gzip header and the system it names: the same file on every machine. */
const GZIP_SYSTEM_AT = 9;
const GZIP_SYSTEM_UNKNOWN = 0xff;
const UNFINISHED = /^\.keystow-.+\.part$/;

type Tables = BackupManifest['tables'];

/** What was written before the manifest. */
export type WrittenRows = Pick<BackupManifest, 'tables' | 'bytes' | 'sha256'>;

/** Told after each piece. */
export interface BackupProgress {
  readonly table: string;
  /** Tables that are done, and all. */
  readonly done: number;
  readonly total: number;
  readonly rows: number;
}

/** A file that has no name yet. */
export interface UnfinishedBackup {
  /** All rows of the snapshot, compressed. Flat in memory. */
  writeRows(
    snapshot: Snapshot,
    onProgress: (progress: BackupProgress) => void,
  ): Promise<WrittenRows>;
  /** The manifest; then the file is on disk under its name. Answers its size, and the SHA-256 of all of it. */
  finish(tail: Buffer): Promise<{ readonly bytes: number; readonly sha256: Buffer }>;
  /** Deletes it, unless it was finished. */
  discard(): Promise<void>;
}

/** The folder is made (0700) where it is missing, the file is for its owner alone (0600). */
export async function beginBackupFile(folder: string, name: string): Promise<UnfinishedBackup> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweepUnfinished(folder);
  const unfinished = path.join(folder, `.${name}.part`);
  const file = await open(unfinished, 'wx', 0o600);
  const whole = createHash('sha256');
  let bytes = 0;
  const write = async (chunk: Buffer): Promise<void> => {
    whole.update(chunk);
    bytes += chunk.byteLength;
    await writeAll(file, chunk);
  };
  return {
    writeRows: async (snapshot, onProgress) => {
      const tables: Tables = [];
      const rows = Readable.from(textOf(snapshot, tables, onProgress), { objectMode: false });
      const gzip = createGzip();
      rows.on('error', (error) => gzip.destroy(error));
      for await (const chunk of rows.pipe(gzip) as AsyncIterable<Buffer>) {
        if (bytes === 0) chunk[GZIP_SYSTEM_AT] = GZIP_SYSTEM_UNKNOWN;
        await write(chunk);
      }
      return { tables, bytes, sha256: whole.copy().digest('hex') };
    },
    finish: async (tail) => {
      await write(tail);
      await file.sync();
      await file.close();
      await rename(unfinished, path.join(folder, name));
      await syncFolder(folder);
      return { bytes, sha256: whole.digest() };
    },
    discard: async () => {
      await file.close().catch(() => undefined);
      await rm(unfinished, { force: true });
    },
  };
}

/** A process that was killed leaves its part; after a day nobody writes on. */
async function sweepUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!UNFINISHED.test(name)) continue;
    const part = path.join(folder, name);
    const { mtimeMs } = await stat(part);
    if (Date.now() - mtimeMs > DAY_MS) await rm(part, { force: true });
  }
}

async function* textOf(
  snapshot: Snapshot,
  tables: Tables,
  onProgress: (progress: BackupProgress) => void,
): AsyncGenerator<Buffer> {
  for (const table of snapshot.tables) {
    const hash: Hash = createHash('sha256');
    let rows = 0;
    yield tableLine(columnsOf(table));
    for await (const piece of snapshot.rowsOf(table)) {
      hash.update(piece);
      rows += countRows(piece);
      onProgress({ table: table.name, done: tables.length, total: snapshot.tables.length, rows });
      yield piece;
    }
    yield TABLE_END;
    const { name, columns } = table;
    tables.push({ name, columns: [...columns], rows, sha256: hash.digest('hex') });
  }
}

async function writeAll(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.byteLength;) {
    at += (await file.write(chunk, at)).bytesWritten;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const within = await open(folder, 'r');
  try {
    await within.sync();
  } finally {
    await within.close();
  }
}
