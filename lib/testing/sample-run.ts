// A guided rotation as it is read, for tests of what shows it.

import type { Destination, VerificationCheck } from '@/lib/contracts/destination';
import type { RotationRun, RotationTrial, RunItem, RunWorker } from '@/lib/contracts/rotation-run';
import { RUN_STEPS, type RunStep } from '@/lib/domain/rotation-run';
import { SAMPLE_TEAM } from './sample-scope';

const AT = '2026-11-20T10:00:00.000Z';
const ADA = 'ada@acme.example';
const scope = { kind: SAMPLE_TEAM.kind, id: SAMPLE_TEAM.id, path: SAMPLE_TEAM.path };

/** Of one secret that has no new value yet; `step` is the first that is not done. */
export function sampleRun(fields: Partial<RotationRun> = {}): RotationRun {
  const step: RunStep | null = fields.step === undefined ? 'value' : fields.step;
  const at = step === null ? RUN_STEPS.length : RUN_STEPS.indexOf(step);
  return {
    ...{ id: 'rot_1', title: 'STRIPE_KEY', state: 'open', scope, keys: ['STRIPE_KEY'] },
    ...{ secretIds: ['sec_1'], step, assignee: null, overlapEndsAt: null },
    ...{ startedAt: AT, startedBy: ADA, endedAt: null, endedBy: null, excepted: false },
    ...{ leakCase: null, reason: null, overlapHours: 24, items: [sampleRunItem()] },
    ...{ evidence: [], trials: [], gaps: [], exception: null, now: AT },
    may: { run: true, write: true, sign: false },
    steps: RUN_STEPS.map((kind, one) => ({
      ...{ kind, assignee: null, mine: false, note: null },
      ...(one < at ? { doneAt: AT, doneBy: ADA } : { doneAt: null, doneBy: null }),
      state: one < at ? ('done' as const) : one === at ? ('open' as const) : ('later' as const),
    })),
    ...fields,
  };
}

export function sampleRunItem(fields: Partial<RunItem> = {}): RunItem {
  return {
    ...{ id: 'sec_1', key: 'STRIPE_KEY', scope, type: 'api_key', backend: 'local' },
    ...{ state: 'empty', oldVersion: 3, newVersion: null, currentVersion: 3, origin: null },
    ...{ stagedAt: null, stagedBy: null, promotedAt: null, promotedBy: null },
    ...{ revokedAt: null, revokedBy: null, check: null, trials: { new: null, old: null } },
    exposed: [],
    ...{ workers: [], counts: { workers: 0, stale: 0 } },
    ...fields,
  };
}

/** Of a secret whose new value is in place. */
export function samplePromotedItem(fields: Partial<RunItem> = {}): RunItem {
  return sampleRunItem({
    ...{ state: 'current', newVersion: 4, currentVersion: 4, origin: 'brought' },
    ...{ stagedAt: AT, stagedBy: ADA, promotedAt: AT, promotedBy: ADA },
    ...fields,
  });
}

export function sampleRunWorker(host: string, fields: Partial<RunWorker> = {}): RunWorker {
  return {
    ...{ id: `wrk_${host}`, app: 'payments.production.api', host, command: 'node' },
    ...{ presence: 'alive', version: 4, newest: true },
    ...fields,
  };
}

/** At an approved destination. */
export function sampleCheck(fields: Partial<VerificationCheck> = {}): VerificationCheck {
  return {
    destination: { id: 'dst_1', origin: 'https://api.example', state: 'approved' },
    ...{ method: 'GET', path: '/me', placement: 'bearer', placementName: null },
    ...{ works: [], refuses: [], updatedAt: AT, updatedBy: ADA },
    ...fields,
  };
}

/** Approved, for names of Stripe; as `sampleCheck` names it. */
export function sampleDestination(fields: Partial<Destination> = {}): Destination {
  return {
    ...{ id: 'dst_1', scope, origin: 'https://api.example', names: ['STRIPE_*'] },
    ...{ reason: 'It issues the key.', state: 'approved', askedAt: AT, askedBy: ADA },
    ...{ approvedAt: AT, approvedBy: ADA, endedAt: null, endedBy: null },
    ...{ checks: 1, mayApprove: false, mayEnd: false },
    ...fields,
  };
}

export function sampleTrial(fields: Partial<RotationTrial> = {}): RotationTrial {
  return {
    ...{ id: 'trl_1', key: 'STRIPE_KEY', version: 4, side: 'new', via: 'console' },
    ...{ outcome: 'works', place: 'https://api.stripe.example', answer: '200' },
    ...{ triedAt: AT, triedBy: ADA },
    ...fields,
  };
}
