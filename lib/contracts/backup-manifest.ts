// What a backup says of itself, signed: never a key.

import { z } from 'zod';

const hex32 = z.string().regex(/^[0-9a-f]{64}$/);

export const backupManifest = z.strictObject({
  format: z.literal('keystow-backup/1'),
  /** Of the backup. */
  id: z.uuid(),
  installationId: z.uuid(),
  takenAt: z.iso.datetime(),
  engine: z.enum(['embedded', 'postgres']),
  /** Name of the last migration of the database. */
  migration: z.string(),
  /** The master key that opens what is in it. */
  masterFingerprint: z.string(),
  rootIds: z.array(z.uuid()),
  tables: z.array(
    z.strictObject({
      name: z.string(),
      columns: z.array(z.string()).min(1),
      rows: z.int().min(0),
      /** Lower-case hex SHA-256 of its rows in COPY's text format. */
      sha256: hex32,
    }),
  ),
  /** Tables whose rows it does not take. */
  leftOut: z.array(z.string()),
  /** What each audit log was then: its size, and its RFC 6962 root in hex. */
  logs: z.array(z.strictObject({ log: z.uuid(), size: z.string(), root: hex32 })),
  /** Of the compressed rows, which the file begins with. */
  bytes: z.int().min(0),
  sha256: hex32,
  /** The public key that signed this, `name+hash+key`. */
  verifierKey: z.string(),
});

export type BackupManifest = z.infer<typeof backupManifest>;
