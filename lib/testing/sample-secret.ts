// A secret as it is listed, for tests of what shows it.

import type { SecretSummary } from '@/lib/contracts/secret';

export function sampleSecret(fields: Partial<SecretSummary> = {}): SecretSummary {
  return {
    id: 'sec_01kanm0000e0080g0r40m30e1g',
    key: 'STRIPE_KEY',
    version: 4,
    fingerprint: '9c1e04af22b7d310',
    type: 'api_key',
    category: 'provider',
    backend: 'local',
    reference: null,
    connector: null,
    atBackend: null,
    format: 'utf8',
    parts: [],
    delivery: 'env',
    description: null,
    owner: null,
    tags: [],
    aliasOf: null,
    expiresAt: null,
    rotationWindowDays: null,
    windowDays: 90,
    valueSince: '2026-11-20T10:00:00.000Z',
    dueAt: '2027-02-18T10:00:00.000Z',
    createdAt: '2026-11-01T10:00:00.000Z',
    updatedAt: '2026-11-20T10:00:00.000Z',
    updatedBy: 'ada@acme.example',
    sealedAt: '2026-11-20T10:00:00.000Z',
    lostAt: null,
    scope: {
      kind: 'app',
      id: 'app_01kanm0000e0080g0r40m30e1g',
      path: 'payments.production.billing',
    },
    ...fields,
  };
}
