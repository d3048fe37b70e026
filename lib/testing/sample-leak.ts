// A leak case as it is read, for tests of what shows it.

import type { LeakCase, LeakExposure, LeakNeighbour } from '@/lib/contracts/leak';
import { LEAK_STEPS } from '@/lib/domain/leak';
import { SAMPLE_TEAM } from './sample-scope';

const AT = '2026-11-20T10:00:00.000Z';
const ADA = 'ada@acme.example';
const scope = { kind: SAMPLE_TEAM.kind, id: SAMPLE_TEAM.id, path: SAMPLE_TEAM.path };

const NO_EXPOSURE: LeakExposure = {
  counts: { deliveries: 0, apps: 0, takers: 0, holders: 0, integrations: 0 },
  ...{ deliveries: [], people: [], integrations: [], aliases: [] },
};

const NO_OPEN_NEIGHBOURS = {
  ...{ undecided: 0, rotating: 0, beyondSight: { undecided: 0, rotating: 0 } },
};

/** One that was just opened: nothing is done. */
export function sampleLeak(fields: Partial<LeakCase> = {}): LeakCase {
  return {
    ...{ id: 'leak_1', secret: { id: 'sec_1', key: 'STRIPE_KEY' }, scope, versions: [3] },
    ...{ state: 'open', openSteps: [...LEAK_STEPS], assignee: null, openedAt: AT, openedBy: ADA },
    ...{ containedAt: null, minutesToContain: null, closedAt: null, closedBy: null },
    ...{ foundBy: 'value', whereFound: 'a public repository', exposedSince: null, owner: null },
    ...{ run: null, exposure: NO_EXPOSURE, neighbours: [], review: null },
    ...{ moreNeighbours: 0, neighboursBeyondSight: 0, openNeighbours: NO_OPEN_NEIGHBOURS },
    ...{ advisory: null, advisoryDraft: 'STRIPE_KEY was exposed.', now: AT },
    may: { manage: true, rotate: true },
    ...fields,
  };
}

export function sampleDelivery(
  host: string,
  fields: Partial<LeakExposure['deliveries'][number]> = {},
): LeakExposure['deliveries'][number] {
  return {
    ...{ id: `dlv_${host}`, app: 'payments.production.api', takenBy: 'deploy', at: AT },
    ...{ version: 3, name: 'STRIPE_KEY', via: 'secret', host, command: 'node', held: false },
    ...fields,
  };
}

export function sampleNeighbour(key: string, fields: Partial<LeakNeighbour> = {}): LeakNeighbour {
  return {
    ...{ id: `sec_${key}`, key, scope: SAMPLE_TEAM.path, inBin: false, why: ['delivery', 'scope'] },
    ...{ decision: null, reason: null, run: null, decidedBy: null, decidedAt: null },
    ...fields,
  };
}
