// Deliveries: what a runner asks for and gets sealed, and the receipts that stay. Never values.

import { z } from 'zod';
import { fromTypeId } from '@/lib/domain/ids';
import { isNamePattern, NAME_PATTERNS_MAX } from '@/lib/domain/name-pattern';
import { RESTART_RULES } from '@/lib/domain/worker';
import { scopeKind } from './scope';

const namePattern = z
  .string()
  .refine(isNamePattern, 'Use letters, digits, underscores and *, such as STRIPE_*.');

/** What the runner says of itself and of the process it starts. */
export const runnerInput = z.strictObject({
  /** Of a restart: the worker that goes on. */
  id: z
    .string()
    .refine((id) => fromTypeId(['worker'], id) !== null)
    .optional(),
  host: z.string().min(1).max(255),
  /** The name of the program, without arguments: those may hold what nobody should read. */
  command: z.string().min(1).max(255),
  pid: z.number().int().min(1).optional(),
  restart: z.enum(RESTART_RULES),
});

export type RunnerInput = z.infer<typeof runnerInput>;

export const takeDeliveryInput = z
  .strictObject({
    /** Made for this run alone: an X25519 public key (RFC 8037), `x` in canonical base64url. */
    publicKey: z.strictObject({
      kty: z.literal('OKP'),
      crv: z.literal('X25519'),
      x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    }),
    /** Used once: 16 to 48 random bytes in base64url. */
    jti: z.string().regex(/^[A-Za-z0-9_-]{22,64}$/),
    /** Exact names and globs such as `STRIPE_*`; left out: all. */
    only: z.array(namePattern).min(1).max(NAME_PATTERNS_MAX).optional(),
    /** Staged versions where there are any, and current ones else. */
    staged: z.boolean().optional(),
    /** Go on without names that are required or have no value. */
    partial: z.boolean().optional(),
    runner: runnerInput.optional(),
  })
  .meta({ id: 'TakeDelivery' });

export type TakeDeliveryInput = z.infer<typeof takeDeliveryInput>;

export const takenDelivery = z
  .object({
    id: z.string(),
    /** Null where no runner was named. */
    worker: z.string().nullable(),
    /** Compact JWE (ECDH-ES, A256GCM) around a JWS (EdDSA): the only carrier of values. */
    sealed: z.string(),
  })
  .meta({ id: 'TakenDelivery' });

export type TakenDelivery = z.infer<typeof takenDelivery>;

/** What the sealed bundle holds once it is opened: the claims of the JWS. */
export const bundle = z.object({
  /** The installation. */
  iss: z.string(),
  /** RFC 7638 thumbprint of the key it is sealed to. */
  aud: z.string(),
  /** The delivery. */
  sub: z.string(),
  iat: z.number().int(),
  exp: z.number().int(),
  /** As the process finds them in its environment. */
  env: z.record(z.string(), z.string()),
  /** Base64 of files, by the name that their path is told under, without `_FILE`. */
  files: z.record(z.string(), z.string()),
  /** By secret name. */
  versions: z.record(z.string(), z.number().int()),
  /** Names that were left out because part was asked for. */
  leftOut: z.array(z.string()),
  generation: z.object({ platform: z.string(), app: z.string() }),
  /** While keys are changed: what will sign after the key that signed this, for whoever trusts this one. */
  nextServerKey: z.string().optional(),
  /** The brief it is for. */
  brief: z.object({ id: z.string(), title: z.string(), task: z.unknown() }).optional(),
});

export type Bundle = z.infer<typeof bundle>;

const place = z.object({ kind: scopeKind, id: z.string(), path: z.string() });

export const deliverySummary = z
  .object({
    id: z.string(),
    app: place,
    at: z.iso.datetime(),
    acknowledgedAt: z.iso.datetime().nullable(),
    takenBy: z.object({ kind: z.enum(['token', 'brief']), id: z.string(), name: z.string() }),
    worker: z.object({ id: z.string(), host: z.string(), command: z.string() }).nullable(),
    brief: z.object({ id: z.string(), title: z.string() }).nullable(),
    staged: z.boolean(),
    /** The names and globs it asked for, as far as whoever looks may see them. */
    only: z.array(z.string()),
    /** It asked for others too, so that an empty `only` does not mean all. */
    onlyBeyond: z.boolean().optional(),
    names: z.number().int(),
  })
  .meta({ id: 'DeliverySummary' });

export type DeliverySummary = z.infer<typeof deliverySummary>;

export const RECEIPT_VIAS = ['secret', 'alias', 'integration', 'property'] as const;

export const receiptItem = z.object({
  name: z.string(),
  version: z.number().int(),
  /** Whose value it was; null where that secret is gone. */
  secret: z.object({ id: z.string(), key: z.string() }).nullable(),
  /** The scope that won, as it was called then. */
  scope: place,
  via: z.enum(RECEIPT_VIAS),
  form: z.enum(['env', 'file']),
  staged: z.boolean(),
  /** How many wider scopes had the name too. */
  shadowed: z.number().int(),
  backendVersion: z.string().nullable(),
});

export const receipt = deliverySummary
  .extend({
    items: z.array(receiptItem),
    /** It asked to go on without names that are required or have no value. */
    partial: z.boolean(),
    leftOut: z.array(z.string()),
    keyThumbprint: z.string(),
    generation: z.object({ platform: z.string(), app: z.string() }),
    /**
     * Whether it says what the event of its taking says, and that event is what its leaf commits to; null
     * where the event was erased. Nothing is compared with the head: verifying the log does that.
     */
    matchesLog: z.boolean().nullable(),
  })
  .meta({ id: 'Receipt' });

export type Receipt = z.infer<typeof receipt>;

export const deliveryList = z
  .object({ items: z.array(deliverySummary), next: z.string().nullable() })
  .meta({ id: 'DeliveryList' });

export type DeliveryList = z.infer<typeof deliveryList>;

export const listDeliveriesQuery = z.strictObject({
  worker: z
    .string()
    .refine((id) => fromTypeId(['worker'], id) !== null)
    .optional(),
  /** A delivery's id, as `next` of the page before. */
  after: z
    .string()
    .refine((id) => fromTypeId(['delivery'], id) !== null)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListDeliveriesQuery = z.infer<typeof listDeliveriesQuery>;

/** One hand-over of a secret: the run that got it, under which name, of which version. */
export const secretDelivery = z
  .object({
    /** The receipt. */
    id: z.string(),
    app: place,
    at: z.iso.datetime(),
    acknowledgedAt: z.iso.datetime().nullable(),
    takenBy: z.object({ kind: z.enum(['token', 'brief']), id: z.string(), name: z.string() }),
    worker: z.object({ id: z.string(), host: z.string(), command: z.string() }).nullable(),
    /** Whether that worker holds it still, as far as the console knows. */
    held: z.boolean(),
    brief: z.object({ id: z.string(), title: z.string() }).nullable(),
    name: z.string(),
    version: z.number().int(),
    via: z.enum(RECEIPT_VIAS),
    staged: z.boolean(),
  })
  .meta({ id: 'SecretDelivery' });

export type SecretDelivery = z.infer<typeof secretDelivery>;

export const secretDeliveryList = z
  .object({ items: z.array(secretDelivery), next: z.string().nullable() })
  .meta({ id: 'SecretDeliveryList' });

export type SecretDeliveryList = z.infer<typeof secretDeliveryList>;

export const listSecretDeliveriesQuery = listDeliveriesQuery.omit({ worker: true });

export type ListSecretDeliveriesQuery = z.infer<typeof listSecretDeliveriesQuery>;

/** The Ed25519 keys that sign bundles, as runners pin them. */
export const serverKeys = z
  .object({
    /** Signs now: `ed25519:` and 43 base64url characters. */
    current: z.string(),
    /** Signs once the old keys are deleted; null while no change of keys is under way. */
    next: z.string().nullable(),
    /** For `KEYSTOW_SERVER_KEY`: both, joined by a comma. */
    pin: z.string(),
  })
  .meta({ id: 'ServerKeys' });

export type ServerKeys = z.infer<typeof serverKeys>;
