// What is under way in the sample organization: a guided rotation that waits, and a leak that is not contained.

import type { Context } from '@/lib/services/context';
import { openLeak } from '@/lib/services/leaks/open-leak';
import { startRun } from '@/lib/services/rotation-runs/start-run';

const HOUR_MS = 60 * 60 * 1000;

export async function fillIncidents(ctx: Context): Promise<void> {
  const billing = 'payments.production.billing';
  await startRun(ctx, {
    secrets: [
      { scope: billing, key: 'STRIPE_KEY' },
      { scope: billing, key: 'STRIPE_WEBHOOK_SECRET' },
    ],
    title: 'Stripe, quarterly',
    reason: 'Both are due this month.',
    overlapHours: 48,
  });
  await openLeak(ctx, {
    secret: { scope: '_platform', key: 'OPENAI_API_KEY' },
    whereFound: 'In the log of a build that everybody can read.',
    exposedSince: new Date(Date.now() - 20.2 * HOUR_MS).toISOString(),
  });
}
