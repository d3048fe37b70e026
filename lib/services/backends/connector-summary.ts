// How a connector is shown, and what is recorded of it: never its credentials.

import 'server-only';
import type { Connector } from '@/lib/contracts/connector';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { toTypeId } from '@/lib/domain/ids';
import { takesCredentials } from './connector-credentials';

export function connectorSummary(row: ConnectorRow): Connector {
  const { kind, slug, name, settings, allowed, writable, isSealed, destination } = row;
  const { scopeKind, scopeId, scopePath, approvedAt, approvedBy, secrets, version, test } = row;
  const takes = takesCredentials(kind, settings);
  return {
    id: toTypeId('connector', row.id),
    kind,
    slug,
    name,
    scope: { kind: scopeKind, id: toTypeId(scopeKind, scopeId), path: scopePath },
    settings: { ...settings },
    allowed: [...allowed],
    writable,
    hasCredentials: isSealed && takes,
    credentialsLost: !isSealed && takes,
    destination,
    approved: approvedAt && { at: approvedAt.toISOString(), by: approvedBy ?? '' },
    secrets,
    version,
    test: row.testedAt && {
      at: row.testedAt.toISOString(),
      steps: (test ?? []).map(({ name: step, ok, detail }) => ({ name: step, ok, detail })),
    },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy,
  };
}

/** The part of an event that says which connector it is about. */
export function connectorFacts(row: ConnectorRow) {
  const { id, slug, kind, version, destination } = row;
  return {
    connector: { id, name: slug },
    scope: { kind: row.scopeKind, id: row.scopeId, path: row.scopePath },
    kind,
    version,
    destination,
  };
}
