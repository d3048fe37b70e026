// How an integration is shown: its configuration, and which platform secrets it is filled from.

import 'server-only';
import type { Integration } from '@/lib/contracts/integration';
import type { IntegrationRow } from '@/lib/db/integrations/integrations';
import { toTypeId } from '@/lib/domain/ids';
import { integrationVariable } from '@/lib/domain/integration';
import type { FillsOf } from './platform-fills';

export function integrationSummary(row: IntegrationRow, fillsOf: FillsOf): Integration {
  const { slug, name, description, version, configSchema, config, shadowed, updatedBy } = row;
  return {
    id: toTypeId('integration', row.id),
    slug,
    name,
    description,
    scope: { kind: row.scopeKind, id: toTypeId(row.scopeKind, row.scopeId), path: row.scopePath },
    version,
    deliveredAs: integrationVariable(slug),
    configSchema,
    config,
    fills: fillsOf(configSchema),
    shadowed,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy,
  };
}
