// Asks the backend of one secret whether its reference leads to a value; nothing of that is shown.

import 'server-only';
import type { SecretCheck } from '@/lib/contracts/backend-facts';
import { findConnectorRow } from '@/lib/db/connectors/connectors';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { noteChecks } from '@/lib/db/secrets/backend-checks';
import { findPlace } from '@/lib/db/secrets/references';
import type { PlaceRow } from '@/lib/db/secrets/references';
import type { ExternalBackend } from '@/lib/domain/backend';
import { DAY_MS } from '@/lib/domain/durations';
import { notFound, ruleBroken } from '@/lib/domain/errors';
import { toTypeId } from '@/lib/domain/ids';
import { authorize } from '../access/authorize';
import type { ScopeReference } from '../access/authorize';
import { askBackend } from '../backends/ask-backend';
import type { Answered } from '../backends/ask-backend';
import { noticeVersions } from '../backends/notice-versions';
import { bookkeeping } from '../bookkeeping';
import type { Context } from '../context';
import { faultText } from './backend-facts';

/**
 * Needs `secrets:write`, since it makes the console ask. Another version than the known one becomes
 * current. Throws 404 for no such secret, 422 for one that is sealed here.
 */
export async function checkSecret(
  ctx: Context,
  at: ScopeReference,
  name: string,
): Promise<SecretCheck> {
  const { installation } = ctx;
  const scope = await authorize(ctx, at, 'secrets:write', [name]);
  installation.keys.requireUnlocked();
  const { prisma } = installation.database;
  const place = await findPlace(prisma, scope, name);
  if (!place || place.name !== name) throw notFound('That secret');
  const { connectorId, reference } = place;
  const connector =
    connectorId && (await findConnectorRow(prisma, scope.organizationId, { id: connectorId }));
  if (!connector || reference === null) {
    const message = `The value of ${name} is sealed here, or at another secret: there is nothing to ask.`;
    throw ruleBroken('', 'not_elsewhere', message);
  }
  const asked = {
    secretId: place.id,
    organizationId: scope.organizationId,
    connectorId: connector.id,
    backend: connector.kind as ExternalBackend,
    reference,
    number: place.currentVersion ?? 1,
    known: place.backendVersion,
  };
  const answered = await askBackend(installation, asked, { value: true });
  const { fault, schedule } = answered;
  const noted = { ...asked, fault: fault && faultText(fault), schedule };
  await bookkeeping(installation, (tx) => noteChecks(tx, [noted]));
  if (answered.version !== null) {
    await noticeVersions(installation, [{ ...asked, ...answered, version: answered.version }]);
  }
  return checkOf(place, connector, answered);
}

function checkOf(place: PlaceRow, connector: ConnectorRow, answered: Answered): SecretCheck {
  const { fault, version, at, schedule } = answered;
  const now = Date.now();
  return {
    key: place.name,
    backend: place.backend,
    reference: place.reference ?? '',
    connector: {
      id: toTypeId('connector', connector.id),
      slug: connector.slug,
      name: connector.name,
    },
    resolves: fault === null,
    checkedAt: new Date(now).toISOString(),
    fault: fault && { code: fault.code, message: fault.message },
    version,
    at: at?.toISOString() ?? null,
    ageDays: at ? Math.max(0, Math.floor((now - at.getTime()) / DAY_MS)) : null,
    schedule,
  };
}
