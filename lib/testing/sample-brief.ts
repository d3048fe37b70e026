// A brief as it is listed, and what it would be handed, for tests of what shows them.

import type { Brief, BriefPreview, BriefRef } from '@/lib/contracts/brief';

const APP = {
  kind: 'app',
  id: 'app_01kanm0000e0080g0r40m30e1g',
  path: 'payments.production.billing',
} as const;

export function sampleBrief(fields: Partial<Brief> = {}): Brief {
  return {
    id: 'brf_01kanm0000e0080g0r40m30e1g',
    app: APP,
    title: 'Sum the invoices',
    secretRefs: ['STRIPE_KEY'],
    status: 'open',
    createdAt: '2026-11-20T10:00:00.000Z',
    createdBy: 'ada@acme.example',
    mayReissue: true,
    expiresAt: '2026-11-21T10:00:00.000Z',
    revokedAt: null,
    callbackIssuedAt: '2026-11-20T10:00:00.000Z',
    consumedAt: null,
    worker: null,
    delivery: null,
    task: { sum: 'invoices' },
    ...fields,
  };
}

export function sampleRef(fields: Partial<BriefRef> = {}): BriefRef {
  return {
    key: 'STRIPE_KEY',
    kind: 'secret',
    scope: APP,
    version: 4,
    state: 'ready',
    backend: 'local',
    shadows: [],
    lacks: [],
    collisions: [],
    ...fields,
  };
}

export function samplePreview(refs: BriefRef[]): BriefPreview {
  return { app: APP, refs, ready: refs.every(({ state }) => state === 'ready') };
}
