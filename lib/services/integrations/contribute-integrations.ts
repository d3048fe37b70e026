// Integrations as a process gets them: the configuration with its platform secrets filled in.

import 'server-only';
import { BUNDLE_BYTES_MAX } from '@/lib/crypto/delivery-form';
import { listDeliverables } from '@/lib/db/deliveries/deliverables';
import type { DeliveryItemRow } from '@/lib/db/deliveries/deliveries';
import { listIntegrationRows } from '@/lib/db/integrations/integrations';
import type { IntegrationRow } from '@/lib/db/integrations/integrations';
import { filledProperties, integrationVariable } from '@/lib/domain/integration';
import type { FilledProperty } from '@/lib/domain/integration';
import { Plaintext } from '@/lib/domain/plaintext';
import { ALL_NAMES, isWanted } from '@/lib/domain/wanted-names';
import type { SeenVersion } from '../backends/notice-versions';
import type { Installation } from '../context';
import { bundleTooLarge } from '../deliveries/compose-bundle';
import type { MissingName } from '../deliveries/missing-names';
import { openDeliverables } from '../deliveries/open-deliverables';
import type { OpenedDeliverable } from '../deliveries/fetch-deliverables';
import type { Contribute, Contribution, ContributionsAsked } from '../deliveries/contribution';

/** The narrowest of each slug, as `INTEGRATION_<SLUG>`. */
export const contributeIntegrations: Contribute = async (installation, asked) => {
  const { app, names } = asked;
  const { prisma } = installation.database;
  const wanted = { scopeIds: app.lineage, onlyWinners: true };
  const rows = (await listIntegrationRows(prisma, app, wanted)).filter(({ slug }) =>
    isWanted(names, integrationVariable(slug)),
  );
  const values = await platformValues(installation, asked, rows);
  const outcomes = rows.map((row) => fill(row, values));
  return {
    ready: outcomes.flatMap((one) => ('text' in one ? [one] : [])),
    missing: outcomes.flatMap((one) => ('code' in one ? [one] : [])),
    seen: values.seen,
  };
};

interface PlatformValues {
  readonly byName: ReadonlyMap<string, OpenedDeliverable>;
  /** Of those that live elsewhere and could not be had. */
  readonly faults: ReadonlyMap<string, MissingName>;
  readonly seen: readonly SeenVersion[];
}

/** What the platform itself has: what a narrower scope says of the same name does not count here. */
async function platformValues(
  installation: Installation,
  { app, staged, budget }: ContributionsAsked,
  rows: readonly IntegrationRow[],
): Promise<PlatformValues> {
  const fills = rows.flatMap(({ configSchema }) => filledProperties(configSchema));
  const exactly = [...new Set(fills.map(({ platformSecret }) => platformSecret))];
  if (exactly.length === 0) return { byName: new Map(), faults: new Map(), seen: [] };
  const platform = { ...app, lineage: app.lineage.slice(0, 1) };
  const wanted = { names: { ...ALL_NAMES, exactly }, staged };
  const bytesMax = 2 * BUNDLE_BYTES_MAX;
  const found = await listDeliverables(installation.database, platform, wanted, bytesMax);
  if (found.bytes > bytesMax) throw bundleTooLarge();
  const of = app.organizationId;
  const { opened, faults, seen } = await openDeliverables(installation, of, found.rows, budget);
  return {
    byName: new Map(opened.map((one) => [one.row.name, one])),
    faults: new Map(faults.map((one) => [one.name, one])),
    seen,
  };
}

function fill(
  row: IntegrationRow,
  { byName: values, faults }: PlatformValues,
): Contribution | MissingName {
  const name = integrationVariable(row.slug);
  const fills = filledProperties(row.configSchema);
  const lacking = fills.find(({ platformSecret }) => !isText(values.get(platformSecret)));
  const fault = lacking && faults.get(lacking.platformSecret);
  if (fault) return { ...fault, name, message: `${name} is filled from it: ${fault.message}` };
  if (lacking) return lacks(name, row, lacking);
  const secrets = fills.map(({ property, platformSecret }) => {
    const { value } = values.get(platformSecret)!;
    return [property, value.use((bytes) => new TextDecoder('utf-8', UTF8).decode(bytes))];
  });
  const text = Plaintext.fromText(
    JSON.stringify({ ...row.config, ...(Object.fromEntries(secrets) as object) }),
  );
  const used = fills.map(({ platformSecret }) => values.get(platformSecret)!);
  // Several properties may hold one value, by its own name or by an alias.
  const sources = new Map(used.map((one) => [one.row.sourceId, one]));
  const properties = [...sources.values()].map((one) => propertyItem(name, one));
  return { name, text, items: [integrationItem(name, row), ...properties] };
}

const UTF8 = { fatal: true, ignoreBOM: true } as const;

/** Bytes that are no text, and values of several parts, fill nothing: a property is one text. */
function isText(opened: OpenedDeliverable | undefined): boolean {
  return opened?.row.source.format === 'utf8';
}

function lacks(
  name: string,
  { slug, scopePath }: IntegrationRow,
  { property, platformSecret }: FilledProperty,
): MissingName {
  const message = `The property ${property} of the integration ${slug} in ${scopePath} is filled from ${platformSecret} of the platform, which has no text to give. Seal it there.`;
  return { name, code: 'missing_value', message };
}

function integrationItem(name: string, row: IntegrationRow): DeliveryItemRow {
  const { id, scopeId, scopeKind, scopePath, version, wider } = row;
  const own = { sourceId: id, winnerId: id, scopeId, scopeKind, scopePath, version };
  return { ...own, name, via: 'integration', shadowed: wider, ...IN_ENVIRONMENT, staged: false };
}

function propertyItem(name: string, { row, backendVersion }: OpenedDeliverable): DeliveryItemRow {
  const { sourceId, winnerId, scopeId, scopeKind, scopePath, staged } = row;
  const won = { sourceId, winnerId, scopeId, scopeKind, scopePath, staged, version: row.version! };
  return { ...won, name, via: 'property', shadowed: 0, form: 'env', backendVersion };
}

const IN_ENVIRONMENT = { backendVersion: null, form: 'env' } as const;
