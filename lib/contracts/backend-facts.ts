// What is told of a value at an external backend: its version, its schedule and faults; nothing of the value.

import { z } from 'zod';
import { BACKEND_FAULTS } from '@/lib/domain/backend';
import { BACKENDS } from '@/lib/domain/secret-kinds';

export const backendFault = z.object({
  code: z.enum(BACKEND_FAULTS),
  /** What happened and what to do; never what was read. */
  message: z.string(),
});

export const backendSchedule = z.object({
  enabled: z.boolean(),
  everyDays: z.number().nullable(),
  lastAt: z.string().nullable(),
  nextAt: z.string().nullable(),
});

export const backendFacts = z.object({
  /** When it was last asked; null: not yet. */
  checkedAt: z.iso.datetime().nullable(),
  /** What came of that; null where it answered. */
  fault: backendFault.nullable(),
  /** Its own name of the current version; null until it was seen. */
  version: z.string().nullable(),
  /** Since when it has that version, where it says so. */
  at: z.iso.datetime().nullable(),
  /** When the backend itself rotates the value. */
  schedule: backendSchedule.nullable(),
});

/** What a backend said when it was asked just now; nothing of the value. */
export const secretCheck = z
  .object({
    key: z.string(),
    backend: z.enum(BACKENDS),
    reference: z.string(),
    connector: z.object({ id: z.string(), slug: z.string(), name: z.string() }),
    /** Whether the reference leads to a value that could be delivered. */
    resolves: z.boolean(),
    ...backendFacts.shape,
    checkedAt: z.iso.datetime(),
    /** Whole days that the backend has had the version. */
    ageDays: z.number().int().nullable(),
  })
  .meta({ id: 'SecretCheck' });

export type SecretCheck = z.infer<typeof secretCheck>;
