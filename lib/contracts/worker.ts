// Workers: what a runner reports and is told, and the board that shows who runs what.

import { z } from 'zod';
import { fromTypeId } from '@/lib/domain/ids';
import { RESTART_ANSWERS } from '@/lib/domain/restart-answer';
import { PRESENCES, RESTART_RULES, WORKER_STATES } from '@/lib/domain/worker';
import { scopeKind, scopeReference } from './scope';
import { words } from './token-form';

export const heartbeatInput = z
  .strictObject({
    state: z.enum(WORKER_STATES),
    pid: z.number().int().min(1).optional(),
    /** Of a process that has ended. */
    exitCode: z.number().int().min(0).max(255).optional(),
    signal: z
      .string()
      .regex(/^SIG[A-Z0-9+]{1,12}$/)
      .optional(),
    /** How many workers of the app may be away at once; left out: it restarts without asking. */
    maxUnavailable: z.number().int().min(1).max(1000).optional(),
    /** The code of why its last restart failed, such as `missing_value`; it goes on with what it held. */
    restartFailed: z
      .string()
      .regex(/^[a-z_]{1,40}$/)
      .optional(),
  })
  .meta({ id: 'Heartbeat' });

export type HeartbeatInput = z.infer<typeof heartbeatInput>;

export const heldChange = z.object({
  name: z.string(),
  how: z.enum(['changed', 'new', 'gone']),
  /** The kind of scope whose change it is; `organization` is the platform. */
  cause: scopeKind,
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
});

export const heartbeatAnswer = z
  .object({
    changes: z.array(heldChange),
    restart: z.enum(RESTART_ANSWERS),
    /** Why it is due, why it waits or why now; null for `no`. */
    reason: z.string().nullable(),
    heartbeatSeconds: z.number().int(),
  })
  .meta({ id: 'HeartbeatAnswer' });

export type HeartbeatAnswer = z.infer<typeof heartbeatAnswer>;

export const worker = z
  .object({
    id: z.string(),
    app: z.object({ id: z.string(), path: z.string() }),
    brief: z.object({ id: z.string(), title: z.string() }).nullable(),
    host: z.string(),
    command: z.string(),
    pid: z.number().int().nullable(),
    restart: z.enum(RESTART_RULES),
    state: z.enum(WORKER_STATES),
    presence: z.enum(PRESENCES),
    staged: z.boolean(),
    /** The names and globs it asked for, as far as whoever looks may see them. */
    only: z.array(z.string()),
    /** It asked for others too, so that an empty `only` does not mean all. */
    onlyBeyond: z.boolean().optional(),
    restarts: z.number().int(),
    startedAt: z.iso.datetime(),
    heartbeatAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    exitCode: z.number().int().nullable(),
    signal: z.string().nullable(),
    /** Somebody asked it to restart, and it has not yet. */
    asked: z.object({ at: z.iso.datetime(), by: z.string() }).nullable(),
    /**
     * The code of why its last restart failed, which stops a roll. It runs what it held before; one that
     * has ended did so as it came back.
     */
    restartFailed: z.string().nullable().optional(),
    /** The receipt of what it holds. */
    delivery: z.string().nullable(),
    /** What it would be handed otherwise now; empty: it runs the newest of all. */
    changes: z.array(heldChange),
    /** When the first of these was sealed; null where there are none, or only names that went. */
    staleSince: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Worker' });

export type Worker = z.infer<typeof worker>;

export const workerList = z
  .object({ items: z.array(worker), next: z.string().nullable() })
  .meta({ id: 'WorkerList' });

export type WorkerList = z.infer<typeof workerList>;

export const listWorkersQuery = z.strictObject({
  /**
   * `here`: neither ended nor gone, and those that ended lately as they came back from a restart, which is
   * meant when left out; `past`: the others; `missing`: gone without a last word, not dismissed, and what
   * they held is not the newest any more.
   */
  show: z.enum(['here', 'past', 'missing', 'all']).optional(),
  after: z
    .string()
    .refine((id) => fromTypeId(['worker'], id) !== null)
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});

export type ListWorkersQuery = z.infer<typeof listWorkersQuery>;

export const askRestartBody = z
  .strictObject({
    /** Left out: all that are stale. */
    workers: z
      .array(z.string().refine((id) => fromTypeId(['worker'], id) !== null))
      .min(1)
      .max(500)
      .optional(),
  })
  .meta({ id: 'AskRestart' });

export type AskRestart = z.infer<typeof askRestartBody>;

/** As a form says it: ids divided by blanks. */
export const askRestartForm = z.strictObject({
  app: scopeReference,
  workers: words.pipe(askRestartBody.shape.workers.unwrap()),
});

export const askedRestart = z.object({ asked: z.number().int() }).meta({ id: 'AskedRestart' });

export type AskedRestart = z.infer<typeof askedRestart>;

export const dismissWorkersBody = z
  .strictObject({
    workers: z
      .array(z.string().refine((id) => fromTypeId(['worker'], id) !== null))
      .min(1)
      .max(500),
  })
  .meta({ id: 'DismissWorkers' });

export type DismissWorkers = z.infer<typeof dismissWorkersBody>;

/** As a form says it: ids divided by blanks. */
export const dismissWorkersForm = z.strictObject({
  app: scopeReference,
  workers: words.pipe(dismissWorkersBody.shape.workers),
});

export const dismissedWorkers = z
  .object({ dismissed: z.number().int() })
  .meta({ id: 'DismissedWorkers' });

export type DismissedWorkers = z.infer<typeof dismissedWorkers>;

/** Of some secrets: how many workers hold them. Those that none holds are left out. */
export const heldSecretList = z
  .object({
    items: z.array(
      z.object({
        secret: z.string(),
        workers: z.number().int(),
        /** Of these, those that would be handed another value now, or none, under the name they hold it by. */
        stale: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'HeldSecretList' });

export type HeldSecretList = z.infer<typeof heldSecretList>;
export type HeldSecret = HeldSecretList['items'][number];

export const HELD_SECRETS_MAX = 100;

export const heldSecretsQuery = z.strictObject({
  /** Divided by commas. */
  ids: words.pipe(
    z
      .array(z.string().refine((id) => fromTypeId(['secret'], id) !== null))
      .min(1)
      .max(HELD_SECRETS_MAX),
  ),
});

/** One event of `GET /apps/{id}/changes`: a number that grew is a reason to look. */
export const changesEvent = z
  .object({
    platform: z.string(),
    app: z.string(),
    /** Changes with the state of any worker of the app. */
    workers: z.string(),
    /** Grows when workers of the app are asked to restart; older consoles leave it out. */
    asked: z.string().optional(),
  })
  .meta({ id: 'ChangesEvent' });

export type ChangesEvent = z.infer<typeof changesEvent>;
