// How a team, or the organization by its teams, is doing.

import { z } from 'zod';
import { SECRET_HEALTHS } from '@/lib/domain/secret-health';
import { SECRET_TYPES } from '@/lib/domain/secret-kinds';
import { auditEvent } from './audit';
import { backupHealth, keyHealth, logHealth } from './console-health';
import { memberList } from './member';
import { openLeaks, openRuns } from './open-work';
import { rotationOutlook } from './rotation';
import { scopeKind } from './scope';
import { secretSummary } from './secret';
import { tokenSummary } from './token';

const place = z.object({ kind: scopeKind, id: z.string(), path: z.string() });

export const healthPlace = z
  .object({
    /** The scope itself, or one directly below it with all that is below that. */
    scope: place.extend({ name: z.string() }),
    total: z.number().int(),
    /** How many secrets are doing so; those that none does are left out. */
    counts: z.partialRecord(z.enum(SECRET_HEALTHS), z.number().int()),
  })
  .meta({ id: 'HealthPlace' });

export type HealthPlace = z.infer<typeof healthPlace>;

export const overdueSecret = z
  .object({
    id: z.string(),
    key: z.string(),
    type: z.enum(SECRET_TYPES),
    scope: place,
    owner: secretSummary.shape.owner,
    health: z.enum(SECRET_HEALTHS),
    /** Whole days since it is so. */
    days: z.number().int(),
  })
  .meta({ id: 'OverdueSecret' });

export type OverdueSecret = z.infer<typeof overdueSecret>;

/** What the caller may not see is null: what is not a secret's has a permission of its own. */
export const dashboard = z
  .object({
    scope: place.extend({ name: z.string() }),
    total: z.number().int(),
    places: z.array(healthPlace),
    /** The longest so first; at most 20. */
    overdue: z.array(overdueSecret),
    /** What falls due there, week by week. */
    outlook: rotationOutlook,
    runs: openRuns,
    leaks: openLeaks,
    /** Of the installation: told to who has `keys:manage`, `backups:manage`, and `audit:read` on the organization. */
    keys: keyHealth.nullable(),
    backups: backupHealth.nullable(),
    log: logHealth.nullable(),
    members: memberList.nullable(),
    /** The latest 15 recorded events there and below. */
    changes: z.array(auditEvent).nullable(),
    tokens: z
      .object({
        working: z.number().int(),
        /** Within two weeks, the soonest first; at most 20. */
        ending: z.array(tokenSummary),
      })
      .nullable(),
  })
  .meta({ id: 'Dashboard' });

export type Dashboard = z.infer<typeof dashboard>;
