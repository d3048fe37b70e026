// What is left to do when the master key is missing: where it may be, what is lost, what is entered again.

import { z } from 'zod';
import { fromTypeId } from '@/lib/domain/ids';
import { SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { WORKSHEET_GROUPS, WORKSHEET_STATES } from '@/lib/domain/worksheet';
import { scopeKind, scopeReference } from './scope';
import { ownerFilter } from './secret';

const instant = z.iso.datetime();

export const lostKeyTriage = z
  .object({
    locked: z.boolean(),
    /** Master keys that would open this database, with what is remembered of each. */
    needed: z.array(
      z.object({
        fingerprint: z.string(),
        source: z.string(),
        firstSeenAt: instant,
        copyConfirmedAt: instant.nullable(),
        copyConfirmedBy: z.string().nullable(),
      }),
    ),
    /** Every place on this server that was looked into, the one in force first. */
    places: z.array(
      z.object({ place: z.string(), fingerprint: z.string().nullable(), fits: z.boolean() }),
    ),
    /** Running nodes that hold a key that fits. */
    holders: z.array(
      z.object({ host: z.string(), pid: z.number().int(), fingerprint: z.string() }),
    ),
    /** What nobody could open any more after a reset. */
    loses: z.object({
      secrets: z.number().int(),
      versions: z.number().int(),
      secondFactors: z.number().int(),
      /** Connectors to backends whose credentials are to be entered again. */
      connectors: z.number().int(),
    }),
    /** What is kept, because it is not sealed under the key. */
    keeps: z.object({
      scopes: z.number().int(),
      people: z.number().int(),
      tokens: z.number().int(),
      sessions: z.number().int(),
      aliases: z.number().int(),
      references: z.number().int(),
      auditEvents: z.number().int(),
    }),
  })
  .meta({ id: 'LostKeyTriage' });

export type LostKeyTriage = z.infer<typeof lostKeyTriage>;

export const tryKeyBody = z
  .strictObject({ key: z.string().min(1).max(4096) })
  .meta({ id: 'TryKey' });

export const triedKey = z
  .object({
    fingerprint: z.string(),
    /** Whether it opens what this database holds, or what was set aside. */
    fits: z.enum(['in_force', 'set_aside', 'no']),
  })
  .meta({ id: 'TriedKey' });

export type TriedKey = z.infer<typeof triedKey>;

export const resetKeysBody = z
  .strictObject({
    /** The fingerprint of the master key that is given up, typed. */
    confirm: z.string().max(100),
  })
  .meta({ id: 'ResetKeys' });

export const resetDone = z
  .object({
    masterFingerprint: z.string(),
    source: z.string(),
    /** Secrets without a value now, and versions that were set aside. */
    secrets: z.number().int(),
    versions: z.number().int(),
  })
  .meta({ id: 'ResetDone' });

export type ResetDone = z.infer<typeof resetDone>;

export const keyReset = z
  .object({
    id: z.string(),
    at: instant,
    by: z.string(),
    lostFingerprints: z.array(z.string()),
    /** The master key in force since. */
    masterFingerprint: z.string(),
    versionsLost: z.number().int(),
  })
  .meta({ id: 'KeyReset' });

export type KeyResetView = z.infer<typeof keyReset>;

/** What the worksheet is narrowed to; all that is given must fit. */
const worksheetFilter = {
  scope: scopeReference
    .optional()
    .meta({ description: 'This scope and below; left out: the organization.' }),
  state: z.enum(WORKSHEET_STATES).optional(),
  type: z.enum(SECRET_TYPES).optional(),
  owner: ownerFilter.optional(),
};

export const worksheetQuery = z.strictObject({
  ...worksheetFilter,
  after: z
    .string()
    .refine((id) => fromTypeId(['secret'], id) !== null)
    .optional()
    .meta({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type WorksheetQuery = z.infer<typeof worksheetQuery>;

export const worksheetRow = z.object({
  id: z.string(),
  key: z.string(),
  scope: z.object({ kind: scopeKind, id: z.string(), path: z.string() }),
  type: z.enum(SECRET_TYPES),
  description: z.string().nullable(),
  owner: z
    .object({ kind: z.enum(['person', 'team']), id: z.string(), name: z.string() })
    .nullable(),
  /** Names that deliver its value too. */
  dependents: z.number().int(),
  lostVersion: z.number().int(),
  lostAt: instant,
  state: z.enum(WORKSHEET_STATES),
  /** Since when there is a value again, and whose. */
  enteredAt: instant.nullable(),
  enteredBy: z.string().nullable(),
});

export const worksheet = z
  .object({ items: z.array(worksheetRow), next: z.string().nullable() })
  .meta({ id: 'Worksheet' });

export type Worksheet = z.infer<typeof worksheet>;
export type WorksheetRow = Worksheet['items'][number];

export const worksheetProgressQuery = z.strictObject({
  scope: scopeReference.optional(),
  by: z.enum(WORKSHEET_GROUPS).optional(),
});

export type WorksheetProgressQuery = z.infer<typeof worksheetProgressQuery>;

export const worksheetProgress = z
  .object({
    /** Newest first; empty where no key was ever lost. */
    resets: z.array(keyReset),
    open: z.number().int(),
    done: z.number().int(),
    groups: z.array(
      z.object({
        /** What to narrow the worksheet to; null stands for none. */
        id: z.string().nullable(),
        name: z.string().nullable(),
        open: z.number().int(),
        done: z.number().int(),
      }),
    ),
    /** People whose second factor was lost, and whether each has a new one. */
    people: z.array(z.object({ name: z.string(), email: z.string(), again: z.boolean() })),
    /** Connectors whose credentials are still to be entered again. */
    connectors: z.array(z.object({ id: z.string(), slug: z.string(), path: z.string() })),
    /** Database connections whose own key is not here, for whoever manages them. */
    instances: z.array(z.object({ id: z.string(), slug: z.string() })),
  })
  .meta({ id: 'WorksheetProgress' });

export type WorksheetProgress = z.infer<typeof worksheetProgress>;

export const recoverLostBody = z
  .strictObject({ key: z.string().min(1).max(4096) })
  .meta({ id: 'RecoverLost' });

export const recoveredLost = z
  .object({
    /** Versions that open again, those that do not open under this key, and those still set aside. */
    recovered: z.number().int(),
    unreadable: z.number().int(),
    left: z.number().int(),
  })
  .meta({ id: 'RecoveredLost' });

export type RecoveredLost = z.infer<typeof recoveredLost>;
