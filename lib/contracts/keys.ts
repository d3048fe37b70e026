// The keys as those who manage them see them: fingerprints, counts and states, never a key.

import { z } from 'zod';
import { backupStanding } from './backups';
import { KEY_CAUSES } from '@/lib/domain/key-operation';

const instant = z.iso.datetime();
const fingerprint = z.string();

export const masterKeyRow = z.object({
  fingerprint,
  /** `active` opens and is in force; `staged` opens and waits; `retained` still opens; `retired` opens nothing. */
  state: z.enum(['active', 'staged', 'retained', 'retired']),
  source: z.string(),
  firstSeenAt: instant,
  /** When somebody typed its fingerprint from a copy kept off the machine. */
  copyConfirmedAt: instant.nullable(),
  copyConfirmedBy: z.string().nullable(),
});

export const keyNode = z.object({
  host: z.string(),
  pid: z.number().int(),
  startedAt: instant,
  heartbeatAt: instant,
  /** The key it runs on, and the one its source holds now. */
  fingerprint: fingerprint.nullable(),
  source: z.string().nullable(),
  sourceFingerprint: fingerprint.nullable(),
});

/** What was done in an operation, from the audit log. */
export const keyOperationStep = z.object({
  action: z.string(),
  at: instant,
  by: z.string(),
  /** The number of the event in the audit log of the installation. */
  number: z.string(),
});

export const keyOperation = z
  .object({
    id: z.string(),
    cause: z.enum(KEY_CAUSES),
    depths: z.array(z.union([z.literal(1), z.literal(2)])),
    state: z.enum(['open', 'finished', 'rolled_back']),
    changeNumber: z.string().nullable(),
    from: fingerprint,
    to: fingerprint.nullable(),
    startedAt: instant,
    startedBy: z.string(),
    heldBy: z.string(),
    /** Whether whoever asks may act in it without taking it over. */
    heldByYou: z.boolean(),
    finishedAt: instant.nullable(),
    finishedBy: z.string().nullable(),
    /** Depth 1: whether the new key waits, is in force beside the old, or is the only one. */
    master: z.enum(['none', 'staged', 'promoted', 'finished']),
    /** Depth 2, once the root key was changed. */
    reencryption: z
      .object({
        total: z.number().int(),
        remaining: z.number().int(),
        unreadable: z.number().int(),
        paused: z.boolean(),
        retired: z.boolean(),
        /** What runners have to pin before the old keys are deleted; null where none ever took a delivery. */
        runners: z
          .object({
            /** For `KEYSTOW_SERVER_KEY`: the key that signs now and `next`. */
            pin: z.string(),
            next: z.string(),
            /** Workers that neither ended nor are gone. */
            workers: z.number().int(),
          })
          .nullable(),
        /** Old keys that something is still sealed under, at most 200 of them. */
        keys: z.array(
          z.object({
            purpose: z.string(),
            path: z.string().nullable(),
            remaining: z.number().int(),
            unreadable: z.number().int(),
          }),
        ),
      })
      .nullable(),
    steps: z.array(keyOperationStep),
  })
  .meta({ id: 'KeyOperation' });

export type KeyOperationView = z.infer<typeof keyOperation>;

export const keyOverview = z
  .object({
    state: z.enum(['unlocked', 'development', 'locked']),
    /** Of the key that was given; null where none was. */
    fingerprint: fingerprint.nullable(),
    source: z.string().nullable(),
    /** While it is locked: why, and which fingerprints would open it. */
    lock: z
      .object({
        reason: z.enum(['no_key', 'wrong_key', 'tampered']),
        needed: z.array(fingerprint),
        fittingSources: z.array(z.string()),
      })
      .nullable(),
    /** Whether Keystow can write a new key where it comes from. */
    replaceable: z.boolean(),
    /** Of the key in force. */
    window: z.object({ days: z.number().int(), since: instant, dueAt: instant }).nullable(),
    masterKeys: z.array(masterKeyRow),
    nodes: z.array(keyNode),
    dataKeys: z.number().int(),
    values: z.number().int(),
    /** Live sessions by the JWT secret that signed them last. */
    jwt: z.object({
      current: z.object({ kid: z.string(), sessions: z.number().int() }),
      previous: z.object({ kid: z.string(), sessions: z.number().int() }).nullable(),
      /** Configured keys that are the master key or derived from it: none, or start-up was refused. */
      shared: z.array(z.string()),
    }),
    /** Null before there is a root key. */
    backups: backupStanding.nullable(),
    operation: keyOperation.nullable(),
  })
  .meta({ id: 'Keys' });

export type KeyOverview = z.infer<typeof keyOverview>;

export const dataKeyList = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        purpose: z.string(),
        /** The scope whose key it is; null for the installation's own. */
        path: z.string().nullable(),
        createdAt: instant,
        /** Whether it seals what is put now; others only open. */
        sealing: z.boolean(),
        values: z.number().int(),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'DataKeyList' });

export type DataKeyList = z.infer<typeof dataKeyList>;

export const listDataKeysQuery = z.strictObject({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const startKeyOperationBody = z
  .strictObject({
    cause: z.enum(KEY_CAUSES),
    changeNumber: z.string().max(200).optional(),
  })
  .meta({ id: 'StartKeyOperation' });

export const stageMasterKeyBody = z
  .strictObject({ key: z.string().max(4096) })
  .meta({ id: 'StageMasterKey' });

export const typedFingerprintBody = z
  .strictObject({ fingerprint: z.string().max(64) })
  .meta({ id: 'TypedFingerprint' });

/** The form of an act that takes nothing but what it is done to. */
export const keyActForm = z.strictObject({});

/** One input of the running console: which value reaches which process, and when. */
export const runtimeInput = z.object({
  name: z.string(),
  purpose: z.string(),
  /** `Keystow` where this program reads it; else it is only recognized. */
  readBy: z.string(),
  required: z.string(),
  when: z.string(),
  set: z.boolean(),
  source: z.string().nullable(),
});

export const runtimeInputList = z
  .object({ items: z.array(runtimeInput), next: z.null() })
  .meta({ id: 'RuntimeInputs' });

export type RuntimeInputList = z.infer<typeof runtimeInputList>;
