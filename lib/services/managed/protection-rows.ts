// The table of what protects what, row by row, from the live configuration.

import 'server-only';
import type { Protection } from '@/lib/contracts/managed-secret';
import type { ProtectionCounts } from '@/lib/db/managed/protection-counts';

type Row = Protection['rows'][number];

export interface Keys {
  /** Where the master key is: a variable, a file. */
  readonly master: string;
  readonly jwt: string;
  /** The variable that seals database connections. */
  readonly instance: string;
  /** Whether the database is on this machine's disk. */
  readonly embedded: boolean;
}

const DATA_KEYS = 'a data key of its scope, under the root key, under the master key';
const IN_DATABASE = 'sealed in the database; the master key in';

/** In the order of what people ask first. */
export function protectionRows(counts: ProtectionCounts, keys: Keys): Row[] {
  const { master } = keys;
  const sealedIn = `${IN_DATABASE} ${master}`;
  return [...sealedRows(counts, sealedIn), ...hashedRows(counts, keys), ...otherRows(counts, keys)];
}

const row = (
  what: string,
  protectedBy: string,
  key: string,
  keyIn: string,
  used: boolean,
  note = '',
): Row => ({ what, protectedBy, key, keyIn, used, note });

const counted = (value: number, noun: string) => `${value} ${noun}${value === 1 ? '' : 's'}`;

function sealedRows(counts: ProtectionCounts, sealedIn: string): Row[] {
  const configuration = 'a configuration key, under the root key, under the master key';
  return [
    row(
      'Values of secrets',
      'AES-256-GCM, bound to its row',
      DATA_KEYS,
      sealedIn,
      counts.values > 0,
      counted(counts.values, 'sealed value'),
    ),
    row(
      'Secrets at external backends',
      'the backend; only a reference is kept here',
      'the backend’s own',
      'at the backend',
      counts.references > 0,
      `${counted(counts.references, 'reference')}; what they lead to never enters this database`,
    ),
    row(
      'Credentials and approvals of connectors',
      'AES-256-GCM, never returned',
      configuration,
      sealedIn,
      counts.connectors > 0,
      counted(counts.connectors, 'connector'),
    ),
    row(
      'Second factors',
      'AES-256-GCM',
      configuration,
      sealedIn,
      counts.secondFactors > 0,
      `${counts.secondFactors} in all`,
    ),
  ];
}

function hashedRows(counts: ProtectionCounts, keys: Keys): Row[] {
  return [
    row(
      'Database connections',
      'Fernet: AES-128-CBC and HMAC-SHA256, with a MAC of the row',
      keys.instance,
      keys.instance.startsWith('config/') ? 'that file' : 'the configuration of the console',
      counts.instances > 0,
      counted(counts.instances, 'connection'),
    ),
    row(
      'Passwords',
      'argon2id, salted; cannot be opened',
      'none',
      'nowhere',
      counts.passwords > 0,
      `${counts.passwords} in all`,
    ),
    row(
      'Tokens and callback tokens',
      'SHA-256 of 32 random bytes; cannot be opened',
      'none',
      'nowhere',
      counts.tokens > 0,
      counted(counts.tokens, 'token'),
    ),
    row(
      'Sessions',
      'signed cookie; SHA-256 of its id in the database',
      'the JWT secret',
      keys.jwt,
      true,
    ),
  ];
}

function otherRows(counts: ProtectionCounts, { master, embedded }: Keys): Row[] {
  const disk = embedded ? 'the disk of this machine' : 'the PostgreSQL server and its disk';
  return [
    row(
      'Briefs',
      `not sealed; they hold names, never values; ${disk} protects them`,
      'none of Keystow',
      'with that disk',
      counts.briefs > 0,
      `${counts.briefs} briefs in the database; none in object storage`,
    ),
    row(
      'Receipts',
      'not sealed, hold no values; the audit log commits to them',
      'the audit log’s keys',
      `${IN_DATABASE} ${master}`,
      counts.receipts > 0,
      `${counts.receipts} receipts`,
    ),
    row(
      'Audit log',
      'a chain of hashes with signed checkpoints, not sealed',
      'a signing key and a MAC key, under the root key',
      `${IN_DATABASE} ${master}`,
      true,
      'changes are noticed; whoever reads the database reads it',
    ),
    row(
      'Bundles on their way to a run',
      'signed, then encrypted (JWE) to a key that the run made',
      'the run’s own',
      'in the memory of the run',
      counts.receipts > 0,
      'nothing of it is stored',
    ),
    row(
      'Backups of the database',
      'what is sealed stays sealed; the rest is as the backup is',
      'the same master key',
      `not in the backup: in ${master}`,
      true,
      'a backup without the key opens nothing; keep the key elsewhere',
    ),
    row(
      'Transient caches such as Redis',
      'nothing',
      'none',
      'nowhere',
      false,
      'Keystow uses no Redis; fetched values are kept in memory for 10 seconds at most',
    ),
    row(
      'Object storage for artifacts',
      'the store’s own encryption',
      'the store’s own',
      'at the store',
      false,
      'Keystow stores no artifacts',
    ),
  ];
}
