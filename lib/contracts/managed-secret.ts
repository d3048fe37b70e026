// The console's own secrets as those who manage keys see them: where each is from and how strong, never a value.

import { z } from 'zod';
import { writtenLine } from './written-text';

const instant = z.iso.datetime();

export const managedSecret = z
  .object({
    name: z.string(),
    purpose: z.string(),
    /** Whether Keystow reads it, only recognizes it, or an operator added it. */
    use: z.enum(['read', 'recognized', 'added']),
    readBy: z.string(),
    required: z.string(),
    when: z.string(),
    /** What a change of it costs. */
    rotating: z.string(),
    present: z.boolean(),
    /** The variable, file or provider it was found in. */
    source: z.string().nullable(),
    /** Why the provider did not say whether it is there. */
    fault: z.string().nullable(),
    strength: z
      .object({ grade: z.enum(['strong', 'fair', 'weak', 'unrated']), words: z.string() })
      .nullable(),
    /** Since when this installation knows this value; null while it is locked. */
    firstSeenAt: instant.nullable(),
    /** Others that hold the same value. */
    sameAs: z.array(z.string()),
    /** The provider's own rotation. */
    schedule: z
      .object({
        enabled: z.boolean(),
        everyDays: z.number().nullable(),
        lastAt: instant.nullable(),
        nextAt: instant.nullable(),
      })
      .nullable(),
    /** `reload`: Keystow uses the new value at once. `lend`: connectors to its variables do. Null: not possible. */
    applies: z.enum(['reload', 'lend']).nullable(),
    /** In this process, until it ends. */
    applied: z.object({ at: instant, by: z.string() }).nullable(),
    /** The page that changes it. */
    wizard: z.string().nullable(),
  })
  .meta({ id: 'ManagedSecret' });

export type ManagedSecretView = z.infer<typeof managedSecret>;

export const managedSecretList = z
  .object({
    provider: z.enum(['env', 'aws', 'gcp']),
    items: z.array(managedSecret),
    next: z.null(),
  })
  .meta({ id: 'ManagedSecrets' });

export type ManagedSecretList = z.infer<typeof managedSecretList>;

export const addManagedSecretBody = z
  .strictObject({
    /** A variable's name, or parts joined by slashes. */
    name: z.string().min(1).max(200),
    purpose: writtenLine(200),
  })
  .meta({ id: 'AddManagedSecret' });

export const applyManagedSecretBody = z
  .strictObject({ value: z.string() })
  .meta({ id: 'ApplyManagedSecret' });

/** The value is a field of its own. */
export const applyManagedSecretForm = z.strictObject({ name: z.string().max(200) });

export const removeManagedSecretForm = z.strictObject({ name: z.string().max(200) });

/** What keeps what, and under which key. */
export const protectionRow = z.object({
  what: z.string(),
  protectedBy: z.string(),
  key: z.string(),
  /** Where that key is. */
  keyIn: z.string(),
  used: z.boolean(),
  /** Of how it is used here, or why it is not. */
  note: z.string(),
});

export const protection = z.object({
  rows: z.array(protectionRow),
  /** When an external backend is the better choice, and when it is not. */
  local: z.object({ verdict: z.string(), better: z.array(z.string()), same: z.array(z.string()) }),
});

export type Protection = z.infer<typeof protection>;
