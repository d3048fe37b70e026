// What signed-in people see of the master key: fingerprints and sources, never a key.

import { z } from 'zod';

export const keyStatus = z.object({
  state: z.enum(['unlocked', 'development', 'locked']),
  /** Of the key that was given; null where none was. */
  fingerprint: z.string().nullable(),
  source: z.string().nullable(),
  /** Why it is locked, which fingerprints would open it, and sources that hold such a key. */
  lock: z
    .object({
      reason: z.enum(['no_key', 'wrong_key', 'tampered']),
      needed: z.array(z.string()),
      fittingSources: z.array(z.string()),
    })
    .nullable(),
  /** Every master key this installation has known. */
  history: z.array(
    z.object({ fingerprint: z.string(), source: z.string(), firstSeenAt: z.iso.datetime() }),
  ),
});

export type KeyStatus = z.infer<typeof keyStatus>;
