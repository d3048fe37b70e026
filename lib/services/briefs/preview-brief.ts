// What a brief would be handed, name by name: the winning scope, its version, what is missing; no values.

import 'server-only';
import type { BriefPreview, BriefRef, PreviewBriefInput } from '@/lib/contracts/brief';
import type { Reader } from '@/lib/db/connection/transaction';
import { listIntegrationRows } from '@/lib/db/integrations/integrations';
import type { IntegrationRow } from '@/lib/db/integrations/integrations';
import { listResolved } from '@/lib/db/resolution/resolution';
import type { ResolvedRow } from '@/lib/db/resolution/resolution';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { toTypeId } from '@/lib/domain/ids';
import { slugOfVariable } from '@/lib/domain/integration';
import { authorize } from '../access/authorize';
import type { Context } from '../context';
import { platformFills } from '../integrations/platform-fills';
import type { FillsOf } from '../integrations/platform-fills';
import { checkSecretRefs } from './check-secret-refs';
import { findBrief } from './find-brief';
import { integrationAsDelivered, secretAsDelivered, withCollisions } from './ref-collisions';

/**
 * Of a brief that is not made yet. Needs `secrets:list` on the app, and of a token that is limited to
 * names these within them. Throws 422 as `checkSecretRefs` does.
 */
export async function previewBrief(
  ctx: Context,
  { app: ref, secretRefs }: PreviewBriefInput,
): Promise<BriefPreview> {
  const app = await authorize(ctx, { kinds: ['app'], ref }, 'secrets:list', secretRefs);
  checkSecretRefs(secretRefs);
  return preview(ctx, app, secretRefs);
}

/** Of one that was made: what its next delivery would hold. Throws as `findBrief` does. */
export async function previewStoredBrief(ctx: Context, typeId: string): Promise<BriefPreview> {
  const { row, app } = await findBrief(ctx, typeId, 'secrets:list');
  return preview(ctx, app, row.secretRefs);
}

async function preview(
  ctx: Context,
  app: AuthorizedScope,
  secretRefs: readonly string[],
): Promise<BriefPreview> {
  const { prisma } = ctx.installation.database;
  const [secrets, integrations] = await Promise.all([
    listResolved(prisma, app, {
      namePatterns: [],
      names: secretRefs,
      onlyShadowed: false,
      limit: secretRefs.length,
    }),
    integrationsNamed(prisma, app, secretRefs),
  ]);
  const winnerOf = (key: string) => rowsOf(key).at(-1);
  const rowsOf = (key: string) =>
    integrations.rows.filter(({ slug }) => slug === slugOfVariable(key));
  const delivered = [
    ...secrets.map(secretAsDelivered),
    ...secretRefs.flatMap((key) => integrationAsDelivered(key, winnerOf(key))),
  ];
  const refs = secretRefs.map((key): BriefRef => {
    const secret = secrets.find(({ name }) => name === key);
    const winner = winnerOf(key);
    if (secret) return withCollisions(refToSecret(secret), delivered);
    if (!winner) return missing(key);
    const ref = refToIntegration(key, winner, rowsOf(key), integrations.fillsOf);
    return withCollisions(ref, delivered);
  });
  return {
    app: placeOf('app', app.id, app.path),
    refs,
    ready: refs.every(({ state }) => state === 'ready'),
  };
}

async function integrationsNamed(
  reader: Reader,
  app: AuthorizedScope,
  refs: readonly string[],
): Promise<{ rows: IntegrationRow[]; fillsOf: FillsOf }> {
  const slugs = refs.flatMap((ref) => slugOfVariable(ref) ?? []);
  const wanted = { scopeIds: app.lineage, slugs };
  const rows = slugs.length === 0 ? [] : await listIntegrationRows(reader, app, wanted);
  const schemas = rows.map(({ configSchema }) => configSchema);
  return { rows, fillsOf: await platformFills(reader, app, schemas) };
}

function refToSecret(row: ResolvedRow): BriefRef {
  return {
    key: row.name,
    kind: 'secret',
    scope: placeOf(row.kind, row.scopeId, row.path),
    version: row.version,
    state: row.deliverable,
    backend: row.backend,
    shadows: row.shadowed.map(({ path }) => path),
    lacks: [],
    collisions: [],
  };
}

function refToIntegration(
  key: string,
  winner: IntegrationRow,
  ofSlug: readonly IntegrationRow[],
  fillsOf: FillsOf,
): BriefRef {
  const lacks = fillsOf(winner.configSchema).filter(({ state }) => state !== 'ready');
  return {
    key,
    kind: 'integration',
    scope: placeOf(winner.scopeKind, winner.scopeId, winner.scopePath),
    version: winner.version,
    state: lacks.length === 0 ? 'ready' : 'property_missing',
    backend: null,
    shadows: ofSlug
      .slice(0, -1)
      .reverse()
      .map(({ scopePath }) => scopePath),
    lacks: lacks.map(({ property, platformSecret }) => ({ property, platformSecret })),
    collisions: [],
  };
}

function missing(key: string): BriefRef {
  const nothing = {
    kind: null,
    scope: null,
    version: null,
    backend: null,
    shadows: [],
    lacks: [],
    collisions: [],
  };
  return { key, state: 'missing', ...nothing };
}

function placeOf(kind: AuthorizedScope['kind'], id: string, path: string) {
  return { kind, id: toTypeId(kind, id), path };
}
