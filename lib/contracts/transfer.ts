// Transfers between backends as they enter and leave the console: names, places and outcomes, never a value.

import { z } from 'zod';
import { EXTERNAL_BACKENDS } from '@/lib/domain/backend';
import {
  REFERENCE_GLOB,
  REFERENCE_GLOB_EXPECTED,
  REFERENCE_LENGTH_MAX,
} from '@/lib/domain/backend-reference';
import { SECRET_NAME_LENGTH_MAX } from '@/lib/domain/secret-name';
import {
  OBJECT_CHOICES,
  TRANSFER_ITEM_STATES,
  TRANSFER_MODES,
  TRANSFER_ROWS_MAX,
  TRANSFER_STATES,
  TRANSFER_VERDICTS,
} from '@/lib/domain/transfer';
import { scopeKind } from './scope';

/** A slug or `con_…`: of a connector of the scope or of a wider one. */
const connectorNamed = z.string().min(1).max(400);

/** What to plan; nothing is written but the plan. The scope is that of the path. */
export const planTransferBody = z
  .strictObject({
    mode: z.enum(TRANSFER_MODES),
    /** `refer` and `import` need it. `copy` and `move`: the secrets that live there; left out, those sealed here. */
    from: connectorNamed.optional(),
    /** `copy` needs it. `move`: left out, values are sealed here. Not with `refer` and `import`. */
    to: connectorNamed.optional(),
    /** Globs, of which one has to fit: the path at the backend, or with `copy` and `move` the secret's name. */
    only: z
      .array(z.string().regex(REFERENCE_GLOB, { error: REFERENCE_GLOB_EXPECTED }))
      .max(50)
      .optional(),
    /** What becomes of JSON objects: `whole` where left out. `parts` with `import` alone; neither with `copy` and `move`. */
    objects: z.enum(OBJECT_CHOICES).optional(),
    /** Names to use in place of those that are made from references. With `refer` and `import`. */
    names: z
      .array(
        z.strictObject({
          /** The `source` of a row. */
          reference: z.string().max(REFERENCE_LENGTH_MAX),
          name: z.string().max(SECRET_NAME_LENGTH_MAX + 1),
        }),
      )
      .max(TRANSFER_ROWS_MAX)
      .optional(),
    /** With `move`: what was moved and verified is deleted where it was. Needs `secrets:delete` too. */
    removeSource: z.boolean().optional(),
  })
  .meta({ id: 'PlanTransfer' });

export type PlanTransferInput = z.infer<typeof planTransferBody>;

export const startTransferBody = z
  .strictObject({
    /** Numbers of rows to leave out; those that write nothing are left out by themselves. */
    discard: z.array(z.number().int().min(1)).max(TRANSFER_ROWS_MAX).optional(),
  })
  .meta({ id: 'StartTransfer' });

export type StartTransferInput = z.infer<typeof startTransferBody>;

export const listTransfersQuery = z.strictObject({
  /** The id that the page before ended with, as its `next`. Newest first. */
  after: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListTransfersQuery = z.infer<typeof listTransfersQuery>;

export const readTransferQuery = z.strictObject({
  /** A row's number, as `next` of the page before. */
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
  state: z.enum(TRANSFER_ITEM_STATES).optional(),
  verdict: z.enum(TRANSFER_VERDICTS).optional(),
});

export type ReadTransferQuery = z.infer<typeof readTransferQuery>;

const counted = z.number().int();

/** A place where values are; `null` in place of it: sealed here. */
const connectorOfTransfer = z.object({
  id: z.string(),
  /** Both null where the connector was deleted since. */
  slug: z.string().nullable(),
  kind: z.enum(EXTERNAL_BACKENDS).nullable(),
});

export const transfer = z
  .object({
    id: z.string(),
    mode: z.enum(TRANSFER_MODES),
    state: z.enum(TRANSFER_STATES),
    scope: z.object({ kind: scopeKind, id: z.string(), path: z.string() }),
    from: connectorOfTransfer.nullable(),
    to: connectorOfTransfer.nullable(),
    objects: z.enum(OBJECT_CHOICES),
    removeSource: z.boolean(),
    rows: counted,
    /** What was planned, by verdict; they stay as they are. */
    verdicts: z.object({
      new: counted,
      replace: counted,
      unchanged: counted,
      invalid: counted,
      taken: counted,
    }),
    /** How far it has come, by the state of its rows. */
    counts: z.object({
      planned: counted,
      done: counted,
      changed: counted,
      failed: counted,
      skipped: counted,
    }),
    /** Why it rests though nobody paused it; null otherwise. */
    remark: z.object({ code: z.string(), reason: z.string() }).nullable(),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    /** By whose rights it runs: who started it, or resumed it last. */
    startedAt: z.iso.datetime().nullable(),
    startedBy: z.string().nullable(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Transfer' });

export type Transfer = z.infer<typeof transfer>;

export const transferItem = z
  .object({
    number: z.number().int(),
    /** Of the secret; empty where no name could be made. */
    name: z.string(),
    /** References; null: sealed here. */
    source: z.string().nullable(),
    target: z.string().nullable(),
    verdict: z.enum(TRANSFER_VERDICTS),
    /** A stable code for `reason`: first of the verdict, later of what came of it. */
    code: z.string().nullable(),
    reason: z.string().nullable(),
    /** Whether starting writes this row unless it is discarded. */
    writes: z.boolean(),
    state: z.enum(TRANSFER_ITEM_STATES),
    /** How often it was begun. */
    attempts: z.number().int(),
    at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'TransferItem' });

export type TransferItem = z.infer<typeof transferItem>;

export const transferList = z
  .object({ items: z.array(transfer), next: z.string().nullable() })
  .meta({ id: 'TransferList' });

export type TransferList = z.infer<typeof transferList>;

export const transferPage = z
  .object({ transfer, items: z.array(transferItem), next: z.number().int().nullable() })
  .meta({ id: 'TransferPage' });

export type TransferPage = z.infer<typeof transferPage>;
