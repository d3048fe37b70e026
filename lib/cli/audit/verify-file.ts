// Verifies an exported audit log with public material only: no console, no database, no network.

import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { LogVerifier, type LogFault } from '@/lib/crypto/audit-log';
import { openCheckpoint } from '@/lib/crypto/checkpoint';
import { readExportHead, readExportLine } from '@/lib/domain/audit-export';
import { CommandRefused, UsageRefused } from '../command-refused';

/** `equal` and `differs` are of what was signed; the others cannot say. */
export type FileVerdict = 'equal' | 'differs' | 'unpinned' | 'beyond';

export interface VerifiedFile {
  readonly verdict: FileVerdict;
  readonly events: number;
  /** RFC 6962 root of the file, hex. */
  readonly root: string;
  /** How many events the checkpoint covers; null without one. */
  readonly signed: number | null;
  readonly faults: readonly LogFault[];
}

export interface Pin {
  /** As it was printed with a checkpoint: `name+hash+key`. */
  readonly key: string;
  /** The path of a checkpoint. */
  readonly checkpoint: string;
}

/**
 * `unpinned` without a pin, `beyond` when events follow the checkpoint and all before them are what was
 * signed. Throws CommandRefused for a file that cannot be read, UsageRefused for a key that is none.
 */
export async function verifyFile(file: string, pin: Pin | null): Promise<VerifiedFile> {
  const signed = pin ? await readPin(pin) : null;
  let verifier: LogVerifier | null = null;
  let matches = signed === null || signed.size === 0;
  try {
    for await (const line of linesOf(createReadStream(file, 'utf8'))) {
      if (line === '') continue;
      if (!verifier) verifier = begin(line, signed?.origin);
      else {
        add(verifier, line);
        if (verifier.size === signed?.size) matches = signed.root.equals(verifier.root());
      }
    }
  } catch (error) {
    throw refusedFor(error, file);
  }
  if (!verifier) throw new CommandRefused('no_log', `${file} is empty.`);
  const faults = verifier.faults();
  const broken = faults.length > 0 || !matches;
  return {
    verdict: verdictOf(broken, signed?.size ?? null, verifier.size),
    events: verifier.size,
    root: Buffer.from(verifier.root()).toString('hex'),
    signed: signed?.size ?? null,
    faults,
  };
}

function verdictOf(broken: boolean, signed: number | null, events: number): FileVerdict {
  if (broken) return 'differs';
  if (signed === null) return 'unpinned';
  if (events < signed) return 'differs';
  return events > signed ? 'beyond' : 'equal';
}

function begin(line: string, origin: string | undefined): LogVerifier {
  const head = readExportHead(line);
  if (!head) {
    throw new CommandRefused('no_log', 'The file does not begin as an exported audit log does.');
  }
  if (origin !== undefined && head.origin !== origin) {
    throw new CommandRefused('other_log', 'The checkpoint is of another log than the file.');
  }
  return new LogVerifier(head.chain);
}

function add(verifier: LogVerifier, line: string): void {
  const entry = readExportLine(line);
  if (!entry) {
    verifier.add({ number: verifier.size + 1, text: null });
    return;
  }
  const { number, text, leaf } = entry;
  verifier.add({ number, text, leaf: leaf ?? undefined });
}

/** Ended by line feeds alone: a text may hold what others take for the end of a line, such as U+2028. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = chunk.split('\n');
    lines[0] = rest + lines[0]!;
    rest = lines.pop()!;
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  yield rest;
}

async function readPin({ key, checkpoint }: Pin) {
  const note = await readFile(checkpoint, 'utf8').catch(() => {
    throw new CommandRefused('no_checkpoint', `${checkpoint} cannot be read.`);
  });
  const opened = openSafely(note, key);
  if (!opened) {
    throw new CommandRefused('not_signed', 'That key did not sign that checkpoint.');
  }
  const { origin, size, root } = opened;
  return { origin, size: Number(size), root: Buffer.from(root) };
}

function openSafely(note: string, key: string) {
  try {
    return openCheckpoint(note, key);
  } catch (error) {
    throw error instanceof RangeError ? new UsageRefused(error.message) : error;
  }
}

function refusedFor(error: unknown, file: string): unknown {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return missing ? new CommandRefused('no_file', `There is no ${file}.`) : error;
}
