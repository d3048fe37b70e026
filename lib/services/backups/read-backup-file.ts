// Reads a backup file from end to end, comparing everything with its signed manifest.

import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import 'server-only';
import type { BackupManifest } from '@/lib/contracts/backup-manifest';
import { columnsOf } from '@/lib/db/backups/table-columns';
import { BackupRefused } from './backup-refused';
import { countRows, readParts, tableLine } from './backup-rows';
import { readManifest } from './read-manifest';

type Table = BackupManifest['tables'][number];

/** Whole rows of one table, in COPY's text format. */
export interface BackupPiece {
  readonly table: Table;
  readonly rows: Buffer;
}

export interface VerifiedBackup {
  readonly manifest: BackupManifest;
  /** Of the whole file. */
  readonly rows: number;
}

/**
 * The pieces in the order of the file; whoever asked for all of them without an error has what was written.
 * Throws BackupRefused with what is wrong; what came before then is not to be used.
 */
export async function* readBackupFile(
  file: string,
  manifest: BackupManifest,
): AsyncGenerator<BackupPiece> {
  const hash = createHash('sha256');
  try {
    yield* readTables(manifest, unpacked(file, manifest.bytes, hash));
  } catch (error) {
    if (error instanceof BackupRefused || !isUnreadable(error)) throw error;
    throw new BackupRefused('rows_altered', 'The rows cannot be unpacked: the file was changed.');
  }
  if (hash.digest('hex') === manifest.sha256) return;
  throw new BackupRefused('rows_altered', 'The packed rows are not those that were written.');
}

/** Reads it to the end. `pinned` as of `readManifest`. Throws BackupRefused. */
export async function verifyBackupFile(
  file: string,
  pinned: readonly string[] = [],
): Promise<VerifiedBackup> {
  const manifest = await readManifest(file, pinned);
  let rows = 0;
  for await (const piece of readBackupFile(file, manifest)) rows += countRows(piece.rows);
  return { manifest, rows };
}

async function* readTables(
  { tables }: BackupManifest,
  text: AsyncIterable<Buffer>,
): AsyncGenerator<BackupPiece> {
  const due = [...tables];
  let table: Table | undefined;
  let found: { hash: Hash; rows: number } = { hash: createHash('sha256'), rows: 0 };
  for await (const part of readParts(text)) {
    if (part.kind === 'table') {
      table = due.shift();
      found = { hash: createHash('sha256'), rows: 0 };
      if (!table || part.line !== tableLine(columnsOf(table)).toString().trimEnd()) {
        throw new BackupRefused(
          'rows_altered',
          'It holds a table that its manifest does not name.',
        );
      }
    } else if (part.kind === 'rows') {
      found.hash.update(part.rows);
      found.rows += countRows(part.rows);
      yield { table: table!, rows: part.rows };
    } else if (found.hash.digest('hex') !== table!.sha256 || found.rows !== table!.rows) {
      throw new BackupRefused(
        'rows_altered',
        `The table ${table!.name} is not what was written: ${found.rows} rows, and ${table!.rows} were.`,
      );
    }
  }
  const missing = due[0];
  if (missing) throw new BackupRefused('rows_altered', `The table ${missing.name} is missing.`);
}

/** The first `bytes` of the file, unpacked; `hash` is of them as they are packed. */
function unpacked(file: string, bytes: number, hash: Hash): Readable {
  const packed = createReadStream(file, { end: bytes - 1 });
  const hashed = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const gunzip = createGunzip();
  packed.on('error', (error) => hashed.destroy(error));
  hashed.on('error', (error) => gunzip.destroy(error));
  return packed.pipe(hashed).pipe(gunzip);
}

/** By zlib, or by the reader of parts. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof RangeError) return true;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
