// What is told of an integration that was made, changed or deleted.

import 'server-only';
import type { IntegrationRow } from '@/lib/db/integrations/integrations';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { DeliveryEvent } from '@/lib/domain/delivery-event';
import { filledProperties } from '@/lib/domain/integration';
import type { AuditRecord } from '../recorded';

type Action = Extract<DeliveryEvent['action'], `integration.${string}`>;

export function integrationEvent(
  action: Action,
  scope: AuthorizedScope,
  { id, slug, version, configSchema }: IntegrationRow,
): AuditRecord {
  const secrets = filledProperties(configSchema).map(({ platformSecret }) => platformSecret);
  const platformSecrets = [...new Set(secrets)];
  const integration = { id, name: slug };
  return { in: scope, events: [{ action, integration, scope, version, platformSecrets }] };
}
