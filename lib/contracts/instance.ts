// Database connections as they enter and leave the console: an address comes in, and its password never goes out.

import { z } from 'zod';
import { DATABASE_KINDS } from '@/lib/domain/database-address';
import { SLUG_LENGTH_MAX } from '@/lib/domain/scope';
import { writtenLine } from './written-text';

const name = writtenLine(200);
/** Write-only. */
const url = z.string().min(1);

export const createInstanceBody = z.strictObject({ name, url }).meta({ id: 'CreateInstance' });

/** What is left out stays. */
export const changeInstanceBody = z
  .strictObject({ name: name.optional(), url: url.optional() })
  .meta({ id: 'ChangeInstance' });

export const listInstancesQuery = z.strictObject({
  /** A slug, as `next` of the page before. */
  after: z
    .string()
    .max(SLUG_LENGTH_MAX)
    .regex(/^[a-z0-9-]+$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListInstancesQuery = z.infer<typeof listInstancesQuery>;

export const instance = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    /** Null where its token was not opened. */
    kind: z.enum(DATABASE_KINDS).nullable(),
    host: z.string(),
    port: z.number().int(),
    /** Empty where its address names none. */
    database: z.string(),
    /** Empty where its address names none. */
    username: z.string(),
    /** Whether the console can test such a connection. */
    testable: z.boolean(),
    key: z.object({
      fingerprint: z.string(),
      /** `first`: the one that seals; `older`: another that is here; `missing`: it is not here. */
      standing: z.enum(['first', 'older', 'missing']),
    }),
    /** Its token or its row was changed outside the console; null while locked, or where its key is missing. */
    tampered: z.boolean().nullable(),
    /** Of the last test; `fault` is null where it answered. */
    test: z.object({ at: z.iso.datetime(), fault: z.string().nullable() }).nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    updatedBy: z.string(),
  })
  .meta({ id: 'Instance' });

export type Instance = z.infer<typeof instance>;

export const instanceKeys = z.object({
  /** The key that seals; null where there is none yet. */
  first: z.string().nullable(),
  source: z.enum(['INSTANCE_ENCRYPTION_KEY', 'SECRET_KEY', 'config/instance.key']).nullable(),
  /** Only a hash of SECRET_KEY: whoever knows that one opens them. */
  derived: z.boolean(),
  /** How many lie under another key that is here. */
  older: z.number().int(),
  /** Keys that are needed and not here. */
  missing: z.array(z.object({ fingerprint: z.string(), count: z.number().int() })),
  /** What a place holds that is no key; null where all is well. */
  fault: z.string().nullable(),
});

export type InstanceKeyStanding = z.infer<typeof instanceKeys>;

export const instanceList = z
  .object({ items: z.array(instance), next: z.string().nullable(), keys: instanceKeys })
  .meta({ id: 'InstanceList' });

export type InstanceList = z.infer<typeof instanceList>;

export const instanceTest = z
  .object({
    instance,
    ok: z.boolean(),
    /** In words: what answered, or what went wrong and what to do. */
    detail: z.string(),
  })
  .meta({ id: 'InstanceTest' });

export type InstanceTest = z.infer<typeof instanceTest>;

export const IMPORT_ROWS_MAX = 1000;

export const importInstancesBody = z
  .strictObject({
    rows: z
      .array(z.strictObject({ name: z.string().max(200), token: z.string().max(8192) }))
      .min(1)
      .max(IMPORT_ROWS_MAX),
    /** Left out: nothing is written. */
    apply: z.boolean().optional(),
  })
  .meta({ id: 'ImportInstances' });

export type ImportInstancesInput = z.infer<typeof importInstancesBody>;

export const importedInstance = z.object({
  name: z.string(),
  /** `taken`: one of that name has another address; it stays as it is. */
  verdict: z.enum(['new', 'unchanged', 'taken', 'invalid']),
  /** What was wrong; null for new and unchanged ones. */
  reason: z.string().nullable(),
  host: z.string().nullable(),
  port: z.number().int().nullable(),
  database: z.string().nullable(),
  username: z.string().nullable(),
});

export type ImportedInstance = z.infer<typeof importedInstance>;

export const importedInstances = z
  .object({ rows: z.array(importedInstance), applied: z.boolean(), made: z.number().int() })
  .meta({ id: 'ImportedInstances' });

export type ImportedInstances = z.infer<typeof importedInstances>;

export const reencryptInstancesBody = z
  .strictObject({
    /** Where to go on: `next` of the answer before. */
    after: z.string().max(64).optional(),
  })
  .meta({ id: 'ReencryptInstances' });

export const reencryptedInstances = z
  .object({
    /** Of this batch. */
    moved: z.number().int(),
    /** How many lie under another key still. */
    left: z.number().int(),
    /** By slug: those that could not be opened, with the reason. */
    failed: z.array(z.object({ slug: z.string(), reason: z.string() })),
    /** Null: nothing comes after. */
    next: z.string().nullable(),
    keyFingerprint: z.string(),
  })
  .meta({ id: 'ReencryptedInstances' });

export type ReencryptedInstances = z.infer<typeof reencryptedInstances>;
