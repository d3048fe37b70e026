// An intake link as it is listed, for tests of what shows it.

import type { IntakeLinkSummary } from '@/lib/contracts/intake';

export function sampleIntakeLink(fields: Partial<IntakeLinkSummary> = {}): IntakeLinkSummary {
  return {
    id: 'lnk_01kanm0000e0080g0r40m30e1g',
    label: 'Bob',
    note: null,
    createdAt: '2026-11-20T10:00:00.000Z',
    createdBy: 'ada@acme.example',
    expiresAt: '2036-11-27T10:00:00.000Z',
    revokedAt: null,
    state: 'open',
    asked: 2,
    answered: 1,
    items: [
      {
        id: 'sec_1',
        key: 'STRIPE_KEY',
        path: 'payments.production.billing',
        answeredAt: '2026-11-20T11:00:00.000Z',
        version: 5,
      },
      { id: 'sec_2', key: 'DATABASE_URL', path: 'payments', answeredAt: null, version: null },
    ],
    ...fields,
  };
}
