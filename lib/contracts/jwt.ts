// The JWT secret as those who manage keys see it: names of secrets, counts of sessions, never a secret.

import { z } from 'zod';

const instant = z.iso.datetime();
const kid = z.string();

export const jwtChange = z.object({
  action: z.enum(['jwt.rotated', 'jwt.previous_removed', 'jwt.verified']),
  at: instant,
  by: z.string(),
  /** The number of the event in the audit log of the installation. */
  number: z.string(),
  kid,
  previousKid: kid.nullable(),
  changeNumber: z.string().nullable(),
  verification: z.string().nullable(),
  sessionsEnded: z.number().int().nullable(),
});

export const jwtStatus = z
  .object({
    source: z.enum(['JWT_SECRET', 'config/jwt.secret']),
    current: z.object({ kid, sessions: z.number().int() }),
    previous: z
      .object({
        kid,
        sessions: z.number().int(),
        source: z.enum(['JWT_SECRET_PREVIOUS', 'config/jwt.secret.previous']),
        /** When its last session ends if none is used again; null where there is none. */
        lastEndsAt: instant.nullable(),
      })
      .nullable(),
    /** Signs now: the previous one while a running node does not know the current. */
    signs: kid,
    /** Whether Keystow can write a new secret where it comes from, and use it at once. */
    rotatesItself: z.boolean(),
    step: z.enum(['new', 'deploy', 'move', 'remove']),
    nodes: z.array(
      z.object({
        host: z.string(),
        pid: z.number().int(),
        startedAt: instant,
        current: kid,
        previous: kid.nullable(),
      }),
    ),
    /** Changes there were, newest first, at most 100 events. */
    history: z.array(jwtChange),
  })
  .meta({ id: 'JwtSecretStatus' });

export type JwtStatus = z.infer<typeof jwtStatus>;

const changeNumber = z.string().max(200).optional();
const verification = z.string().max(1000);

export const rotateJwtBody = z
  .strictObject({
    /** Left out, 32 random bytes are made. */
    secret: z.string().max(4096).optional(),
    changeNumber,
  })
  .meta({ id: 'RotateJwtSecret' });

/** As `rotateJwtBody`, of a form: the secret is read apart. */
export const rotateJwtForm = z.strictObject({ changeNumber });

export const checkJwtBody = z
  .strictObject({ secret: z.string().max(4096) })
  .meta({ id: 'CheckJwtSecret' });

export const checkedJwt = z.object({ kid }).meta({ id: 'CheckedJwtSecret' });

export const finishJwtBody = z
  .strictObject({
    /** How many live sessions of the old secret may end; left out, none may. */
    endSessions: z.number().int().min(0).optional(),
    verification: verification.optional(),
  })
  .meta({ id: 'FinishJwtRotation' });

export type FinishJwt = z.infer<typeof finishJwtBody>;

/** As `finishJwtBody`, of a form: numbers arrive as text. */
export const finishJwtForm = z.strictObject({
  endSessions: z.coerce.number().int().min(0).optional(),
  verification: verification.optional(),
});

export const recordJwtBody = z
  .strictObject({ changeNumber, verification: verification.min(1) })
  .meta({ id: 'RecordJwtVerification' });

export type RecordJwt = z.infer<typeof recordJwtBody>;
