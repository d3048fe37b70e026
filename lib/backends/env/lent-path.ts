// Files and folders that the operator lends, wherever links lead: what counts is where one ends up.

import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import 'server-only';
import { BackendFault } from '@/lib/domain/backend';
import { isOwnName } from '@/lib/env';

/** Absolute, all of them. */
export interface LentPaths {
  /** What the operator has named. */
  readonly named: readonly string[];
  /** Where the console keeps what is its own: not lent even where it is below one of those. */
  readonly own: readonly string[];
  /** Where each file has the name of a secret that the console may read: `jwt/secret` too. */
  readonly ownSecretDir: string | undefined;
}

/** The real path of `wanted`. Throws `denied` unless it is one that was named, or below one. */
export async function lentPath(wanted: string, lent: LentPaths): Promise<string> {
  const real = await realPathOf(wanted);
  if (real !== null && (await isBelow(real, lent.named))) {
    await refuseOwn(wanted, real, lent);
    return real;
  }
  const named = lent.named.some((one) => isWithin(path.normalize(wanted), path.normalize(one)));
  if (real === null && named) {
    throw new BackendFault('absent', `There is no ${wanted} where the console runs: mount it.`);
  }
  throw new BackendFault(
    'denied',
    `This console does not lend ${wanted}: the operator can name it in ENV_BACKEND_PATHS.`,
  );
}

/** Throws `denied` where the real path `real` is one of the console's own, or below one. */
export async function refuseOwn(wanted: string, real: string, { own }: LentPaths): Promise<void> {
  if (!(await isBelow(real, own))) return;
  throw new BackendFault(
    'denied',
    `${wanted} belongs to Keystow itself, which no secret may refer to: use another one.`,
  );
}

/** Throws `denied` where the file at the real path `real` stands for a name that Keystow itself reads. */
export async function refuseOwnFile(wanted: string, real: string, lent: LentPaths): Promise<void> {
  await refuseOwn(wanted, real, lent);
  const root = lent.ownSecretDir === undefined ? null : await realPathOf(lent.ownSecretDir);
  const within = root !== null && isWithin(real, root) ? path.relative(root, real) : '';
  // Orchestrators keep what they mount in hidden folders, to which links lead.
  const parts = within.split(path.sep).filter((part) => !part.startsWith('.'));
  const mapped = parts.join('_').replaceAll(/[.-]/g, '_');
  if (isOwnName(path.basename(real)) || isOwnName(mapped)) throw ownName(wanted);
}

/** What is said of a name that Keystow itself reads. */
export function ownName(name: string): BackendFault {
  const remedy = 'Use another name.';
  return new BackendFault(
    'denied',
    `${name} is a name that Keystow itself reads, which no secret may refer to. ${remedy}`,
  );
}

async function isBelow(real: string, roots: readonly string[]): Promise<boolean> {
  const found = await Promise.all(roots.map(realPathOf));
  return found.some((root) => root !== null && isWithin(real, root));
}

/** Null where nothing is there. Throws `denied` where it may not be looked at. */
export async function realPathOf(wanted: string): Promise<string | null> {
  return unlessAbsent(wanted, () => realpath(wanted));
}

export function isWithin(inner: string, outer: string): boolean {
  const way = path.relative(outer, inner);
  return way === '' || !(way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way));
}

export interface ReadFile {
  readonly bytes: Uint8Array;
  readonly at: Date;
}

/**
 * All of the file at `real`, which is a real path: null where nothing is there, or no file. Throws
 * `malformed` over `bytesMax` bytes, `denied` where it may not be read.
 */
export async function readReal(real: string, bytesMax: number): Promise<ReadFile | null> {
  // Nobody is waited for at the other end of a pipe, and a link that came meanwhile is not followed.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await unlessAbsent(real, () => open(real, flags));
  if (!file) return null;
  try {
    const found = await file.stat();
    if (!found.isFile()) return null;
    if (found.size > bytesMax) throw tooLarge(bytesMax);
    const bytes = new Uint8Array(await file.readFile());
    // It may have grown meanwhile.
    if (bytes.byteLength > bytesMax) throw tooLarge(bytesMax);
    return { bytes, at: found.mtime };
  } finally {
    await file.close();
  }
}

function tooLarge(bytesMax: number): BackendFault {
  return new BackendFault('malformed', `The file is over ${bytesMax / 1024} KiB: shorten it.`);
}

const ABSENT = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'ENAMETOOLONG'];

async function unlessAbsent<T>(wanted: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (ABSENT.includes(code)) return null;
    if (code === 'EACCES' || code === 'EPERM') {
      throw new BackendFault('denied', `The console may not read ${wanted}: give its user access.`);
    }
    throw new BackendFault(
      'unreachable',
      `Reading ${wanted} failed: see whether its disk answers.`,
    );
  }
}
