// Where the console may send stored values to try them, and how it does.

import { z } from 'zod';
import { scopeKind, scopeReference } from './scope';
import { writtenText } from './written-text';
import { SECRET_NAME_LENGTH_MAX } from '@/lib/domain/secret-name';
import { CHECK_METHODS, CHECK_PLACEMENTS } from '@/lib/domain/trial-check';

const instant = z.iso.datetime();
const place = z.object({ kind: scopeKind, id: z.string(), path: z.string() });
const status = z.number().int().min(100).max(599);

export const destination = z
  .object({
    /** `dst_…` */
    id: z.string(),
    scope: place,
    /** `https://host` or `https://host:port`. */
    origin: z.string(),
    /** Globs: values of which names may go there. */
    names: z.array(z.string()),
    reason: z.string(),
    state: z.enum(['asked', 'approved', 'ended']),
    askedAt: instant,
    askedBy: z.string(),
    approvedAt: instant.nullable(),
    approvedBy: z.string().nullable(),
    endedAt: instant.nullable(),
    endedBy: z.string().nullable(),
    /** How many checks lead there. */
    checks: z.number().int(),
    mayApprove: z.boolean(),
    mayEnd: z.boolean(),
  })
  .meta({ id: 'Destination' });

export type Destination = z.infer<typeof destination>;

export const destinationList = z
  .object({ items: z.array(destination), next: z.string().nullable() })
  .meta({ id: 'DestinationList' });

export type DestinationList = z.infer<typeof destinationList>;

/** Flat: `GET /api/v1/destinations?scope=…` tells those of the scope and above it. */
export const listDestinationsQuery = z.strictObject({
  scope: scopeReference.optional(),
  state: z.enum(['asked', 'approved', 'ended']).optional(),
  after: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export type ListDestinationsQuery = z.infer<typeof listDestinationsQuery>;

export const askDestinationBody = z
  .strictObject({
    scope: scopeReference,
    origin: z.string().min(1).max(300),
    names: z.array(z.string().min(1).max(130)).min(1).max(20),
    reason: writtenText(1000),
  })
  .meta({ id: 'AskDestination' });

export type AskDestinationInput = z.infer<typeof askDestinationBody>;

export const verificationCheck = z
  .object({
    destination: z.object({
      id: z.string(),
      origin: z.string(),
      state: z.enum(['asked', 'approved', 'ended']),
    }),
    method: z.enum(CHECK_METHODS),
    path: z.string(),
    placement: z.enum(CHECK_PLACEMENTS),
    placementName: z.string().nullable(),
    works: z.array(status),
    refuses: z.array(status),
    updatedAt: instant,
    updatedBy: z.string(),
  })
  .meta({ id: 'VerificationCheck' });

export type VerificationCheck = z.infer<typeof verificationCheck>;

/** `PUT …/secrets/{key}/check`. */
export const setCheckBody = z
  .strictObject({
    /** `dst_…`, of the scope of the secret or above. */
    destination: z.string().max(40),
    method: z.enum(CHECK_METHODS).optional(),
    path: z
      .string()
      .max(2000)
      .regex(/^\/[^\s#]*$/, {
        error: 'Begin with a slash, such as /v1/balance, without spaces and #.',
      }),
    placement: z.enum(CHECK_PLACEMENTS).optional(),
    placementName: z.string().min(1).max(200).optional(),
    /** Left out: 200 to 299 work, 401 and 403 refuse. */
    works: z.array(status).min(1).max(100).optional(),
    refuses: z.array(status).min(1).max(100).optional(),
    /** The current value, where a check that there is would lead to another host from now on. */
    value: z.string().optional(),
  })
  .meta({ id: 'SetVerificationCheck' });

export type SetCheckInput = z.infer<typeof setCheckBody>;

export const namedSecret = z.strictObject({
  scope: scopeReference,
  key: z.string().max(SECRET_NAME_LENGTH_MAX + 1),
});
