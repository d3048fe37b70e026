// Guided rotations and leak cases that are open, as far as an overview tells of them.

import { z } from 'zod';
import { RUN_STEPS } from '@/lib/domain/rotation-run';
import { scopeKind } from './scope';

const instant = z.iso.datetime();
const count = z.number().int();
const place = z.object({ kind: scopeKind, id: z.string(), path: z.string() });

export const openRun = z.object({
  /** `rot_…` */
  id: z.string(),
  title: z.string(),
  scope: place,
  /** The first that is not done. */
  step: z.enum(RUN_STEPS),
  assignee: z.string().nullable(),
  /** That step waits for whoever asks. */
  mine: z.boolean(),
  /** Somebody else asked that it may close by an exception. */
  signature: z.boolean(),
  startedAt: instant,
  /** When the old values are to be revoked. */
  overlapEndsAt: instant.nullable(),
});

export type OpenRun = z.infer<typeof openRun>;

export const openLeak = z.object({
  /** `leak_…` */
  id: z.string(),
  key: z.string(),
  scope: place,
  openedAt: instant,
  containedAt: instant.nullable(),
  assignee: z.string().nullable(),
  mine: z.boolean(),
});

export type OpenLeak = z.infer<typeof openLeak>;

/** Mine first, then the ones that are open longest; at most eight, all counted. */
export const openRuns = z.object({ total: count, items: z.array(openRun) });

/** Those first that are not contained, then the oldest; at most eight, all counted. */
export const openLeaks = z.object({ total: count, uncontained: count, items: z.array(openLeak) });

export type OpenRuns = z.infer<typeof openRuns>;
export type OpenLeaks = z.infer<typeof openLeaks>;
