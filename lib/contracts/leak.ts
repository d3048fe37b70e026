// Leak cases as they enter and leave the console; what is pasted is compared, and neither kept nor told.

import { z } from 'zod';
import {
  LEAK_STATES,
  LEAK_STEPS,
  LEAK_TEXT_LENGTH_MAX,
  NEIGHBOUR_DECISIONS,
  NEIGHBOUR_REASONS,
} from '@/lib/domain/leak';
import { RUN_STATES } from '@/lib/domain/rotation-run';
import { SECRET_NAME_LENGTH_MAX } from '@/lib/domain/secret-name';
import { VERSION_STATES } from '@/lib/domain/version-state';
import { reasonText } from './rotation-run-input';
import { scopeKind, scopeReference } from './scope';
import { secretSummary } from './secret';
import { writtenText } from './written-text';

const instant = z.iso.datetime();
const count = z.number().int();
const place = z.object({ kind: scopeKind, id: z.string(), path: z.string() });
const secretName = z
  .string()
  .min(1)
  .max(SECRET_NAME_LENGTH_MAX + 1);
const longText = writtenText(LEAK_TEXT_LENGTH_MAX);
const person = z.object({ id: z.string(), name: z.string() });

/** Either: opens a case of that secret, or tells what the value is (its `value` is taken as `Plaintext`). */
export const openLeakBody = z
  .strictObject({
    secret: z
      .strictObject({
        scope: scopeReference,
        key: secretName,
        /** Which versions were exposed; left out: all whose value there is. */
        versions: z.array(z.number().int().min(1)).min(1).max(100).optional(),
      })
      .optional(),
    value: z.string().optional(),
    /** With `secret`: where it was found, and since when it may have been there. */
    whereFound: longText.optional(),
    exposedSince: instant.optional(),
    /** The secret was found by its value: by a match before this. */
    matched: z.boolean().optional(),
  })
  .meta({ id: 'OpenLeakCase' });

export type OpenLeakInput = z.infer<typeof openLeakBody>;

export const leakMatch = z.object({
  secret: z.object({ id: z.string(), key: z.string(), scope: place }),
  version: count,
  state: z.enum(VERSION_STATES),
  /** The open case of that secret. */
  openCase: z.string().nullable(),
});

export const leakMatches = z
  .object({
    /** At most 50; empty: no value within the reach of whoever asks is the pasted one. */
    matches: z.array(leakMatch),
    /** What is left of the allowance: in this minute, and today. */
    left: z.object({ minute: count, day: count }),
  })
  .meta({ id: 'LeakMatches' });

export type LeakMatches = z.infer<typeof leakMatches>;

export const listLeaksQuery = z.strictObject({
  scope: scopeReference.optional().meta({ description: 'What is at and below it.' }),
  state: z.enum(LEAK_STATES).optional(),
  after: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListLeaksQuery = z.infer<typeof listLeaksQuery>;

const openNeighbours = z.object({ undecided: count, rotating: count });

export const leakSummary = z
  .object({
    /** `leak_…` */
    id: z.string(),
    secret: z.object({ id: z.string(), key: z.string() }),
    scope: place,
    versions: z.array(count),
    state: z.enum(LEAK_STATES),
    /** Those that are not done. */
    openSteps: z.array(z.enum(LEAK_STEPS)),
    /** Neighbours that keep it open, whoever may see them; null once it is closed. */
    openNeighbours: openNeighbours
      .extend({
        /** Of these, those that the asker may not list: somebody else has to decide. */
        beyondSight: openNeighbours,
      })
      .nullable(),
    assignee: person.nullable(),
    openedAt: instant,
    openedBy: z.string(),
    containedAt: instant.nullable(),
    /** From opening to containment; null while it is not contained. */
    minutesToContain: count.nullable(),
    closedAt: instant.nullable(),
    closedBy: z.string().nullable(),
  })
  .meta({ id: 'LeakCaseSummary' });

export type LeakSummary = z.infer<typeof leakSummary>;

export const leakList = z
  .object({ items: z.array(leakSummary), next: z.string().nullable() })
  .meta({ id: 'LeakCaseList' });

export type LeakList = z.infer<typeof leakList>;

export const leakExposure = z.object({
  /** Deliveries that held an exposed version, the newest first; at most 100, all counted. */
  deliveries: z.array(
    z.object({
      id: z.string(),
      app: z.string(),
      takenBy: z.string(),
      at: instant,
      version: count,
      name: z.string(),
      via: z.enum(['secret', 'alias', 'integration', 'property']),
      /** The worker, where a runner said so. */
      host: z.string().nullable(),
      command: z.string().nullable(),
      /** It runs, and holds that very delivery. */
      held: z.boolean(),
    }),
  ),
  counts: z.object({
    deliveries: count,
    apps: count,
    takers: count,
    holders: count,
    integrations: count,
  }),
  /** Who sealed or changed it: versions that were exposed. */
  people: z.array(z.object({ name: z.string(), did: z.string(), at: instant })),
  integrations: z.array(z.object({ id: z.string(), name: z.string(), deliveries: count })),
  aliases: z.array(z.object({ key: z.string(), scope: z.string() })),
});

export type LeakExposure = z.infer<typeof leakExposure>;

export const leakNeighbour = z.object({
  id: z.string(),
  key: z.string(),
  scope: z.string(),
  /** It is in the bin, and can be restored with its value. */
  inBin: z.boolean(),
  why: z.array(z.enum(NEIGHBOUR_REASONS)),
  decision: z.enum(NEIGHBOUR_DECISIONS).nullable(),
  reason: z.string().nullable(),
  run: z.object({ id: z.string(), state: z.enum(RUN_STATES) }).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
});

export type LeakNeighbour = z.infer<typeof leakNeighbour>;

export const leakCase = leakSummary
  .extend({
    foundBy: z.enum(['secret', 'value']),
    whereFound: z.string(),
    exposedSince: instant.nullable(),
    owner: secretSummary.shape.owner,
    /** The rotation that answers it. */
    run: z
      .object({
        id: z.string(),
        state: z.enum(RUN_STATES),
        revokedAt: instant.nullable(),
        promotedAt: instant.nullable(),
      })
      .nullable(),
    exposure: leakExposure,
    /** At most 200, by nearness; where there are more, these are the undecided ones first. */
    neighbours: z.array(leakNeighbour),
    /** Those that the asker may list, beyond these 200; they can be decided about by their ids. */
    moreNeighbours: count,
    /** Those that the asker may not list. */
    neighboursBeyondSight: count,
    review: z.object({ text: z.string(), at: instant, by: z.string() }).nullable(),
    advisory: z
      .object({ text: z.string(), reason: z.string().nullable(), at: instant, by: z.string() })
      .nullable(),
    /** What an advisory would say, from what is known; it is edited before it is kept. */
    advisoryDraft: z.string(),
    now: instant,
    may: z.object({ manage: z.boolean(), rotate: z.boolean() }),
  })
  .meta({ id: 'LeakCase' });

export type LeakCase = z.infer<typeof leakCase>;

export const reviewBody = z.strictObject({ review: longText }).meta({ id: 'ReviewLeak' });
export type ReviewInput = z.infer<typeof reviewBody>;

export const decideNeighboursBody = z
  .strictObject({
    /** `sec_…`, of any neighbours that the asker may list. */
    secrets: z.array(z.string().max(40)).min(1).max(200),
    decision: z.enum(NEIGHBOUR_DECISIONS),
    /** `leave` needs it. */
    reason: reasonText.optional(),
  })
  .meta({ id: 'DecideNeighbours' });
export type DecideNeighboursInput = z.infer<typeof decideNeighboursBody>;

/** A text, or `reason`: nobody outside has to act. */
export const adviseBody = z
  .strictObject({ advisory: longText.optional(), reason: reasonText.optional() })
  .meta({ id: 'AdviseLeak' });
export type AdviseInput = z.infer<typeof adviseBody>;

export const assignLeakBody = z
  .strictObject({ assignee: z.string().min(1).max(320).nullable() })
  .meta({ id: 'AssignLeak' });
export type AssignLeakInput = z.infer<typeof assignLeakBody>;
