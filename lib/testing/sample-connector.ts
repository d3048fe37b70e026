// A connector as it is listed, for tests of what shows it.

import type { Connector } from '@/lib/contracts/connector';

export function sampleConnector(fields: Partial<Connector> = {}): Connector {
  return {
    id: 'con_01kanm0000e0080g0r40m30e1g',
    kind: 'aws',
    slug: 'aws-payments',
    name: 'Payments account',
    scope: { kind: 'team', id: 'team_01kanm0000e0080g0r40m30e1g', path: 'payments' },
    settings: { region: 'eu-central-1', identity: 'credentials' },
    allowed: ['prod/*', 'shared/slack'],
    writable: true,
    hasCredentials: true,
    credentialsLost: false,
    destination: 'secretsmanager.eu-central-1.amazonaws.com',
    approved: { at: '2026-11-01T10:00:00.000Z', by: 'ada@acme.example' },
    secrets: 3,
    version: 1,
    test: null,
    createdAt: '2026-11-01T10:00:00.000Z',
    updatedAt: '2026-11-01T10:00:00.000Z',
    updatedBy: 'ada@acme.example',
    ...fields,
  };
}
