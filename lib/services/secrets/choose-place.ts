// Decides at which backend, through which connector and where there a secret has its value.

import 'server-only';
import { findConnectorRow, listConnectorRows } from '@/lib/db/connectors/connectors';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { findPlace } from '@/lib/db/secrets/references';
import type { PlaceRow } from '@/lib/db/secrets/references';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import type { ExternalBackend } from '@/lib/domain/backend';
import { parseReference } from '@/lib/domain/backend-reference';
import type { BackendReference } from '@/lib/domain/backend-reference';
import { isReservedMount, reachesReference } from '@/lib/domain/connector-reach';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import { fromTypeId } from '@/lib/domain/ids';
import { backendNamed } from '@/lib/domain/secret-kinds';
import { isOwnReference, OWN_REFERENCE } from '../backends/own-reference';
import type { Context } from '../context';
import { defaultReference } from './default-reference';
import { refuseOthersPlace } from './place-holders';
import type { ReferenceInput } from './secret-input';

export interface ChosenPlace {
  readonly connector: ConnectorRow;
  readonly reference: BackendReference;
  /** The secret as it is now; null for a new one. */
  readonly existing: PlaceRow | null;
  /** Nobody named the place: it goes by scope and name. */
  readonly byDefault: boolean;
}

/**
 * Throws 422 at the field that is missing or wrong: a connector of this scope or a wider one, of the
 * backend, that allows the reference. Throws 409 as `refuseOthersPlace` where that is new or is written.
 */
export async function choosePlace(
  ctx: Context,
  scope: AuthorizedScope,
  input: ReferenceInput,
): Promise<ChosenPlace> {
  const { prisma } = ctx.installation.database;
  const existing = await findPlace(prisma, scope, input.key);
  const connector = await chooseConnector(ctx, scope, input, existing);
  const stays = input.reference === undefined && existing?.connectorId === connector.id;
  const { text, byDefault } = stays
    ? { text: existing.reference ?? '', byDefault: false }
    : textOf(scope, connector.kind, input);
  const reference = parseReference(connector.kind, text);
  if (isOwnReference(ctx.installation.env, connector.kind, reference)) {
    throw ruleBroken('/reference', 'not_allowed', OWN_REFERENCE);
  }
  if (reference.mount !== null && isReservedMount(reference.mount)) {
    const message = `${reference.mount} is no key-value store: give the mount of one.`;
    throw ruleBroken('/reference', 'reserved_mount', message);
  }
  if (!reachesReference(connector, reference)) {
    const message = `The connector ${connector.slug} does not allow that path. Use another reference, or let its manager allow this one.`;
    throw ruleBroken('/reference', 'not_allowed', message);
  }
  if (input.value || existing?.connectorId !== connector.id || existing.reference !== text) {
    await refuseOthersPlace(ctx, scope, { ...connector, reference }, existing?.id ?? null);
  }
  return { connector, reference, existing, byDefault };
}

function textOf(
  scope: AuthorizedScope,
  kind: ExternalBackend,
  { key, reference, value }: ReferenceInput,
): { text: string; byDefault: boolean } {
  if (reference !== undefined) return { text: reference, byDefault: false };
  if (value) return { text: defaultReference(kind, scope.path, key), byDefault: true };
  const message = 'Say where the backend keeps the value, or send one to be written there.';
  throw ruleBroken('/reference', 'reference', message);
}

async function chooseConnector(
  ctx: Context,
  scope: AuthorizedScope,
  input: ReferenceInput,
  existing: PlaceRow | null,
): Promise<ConnectorRow> {
  const { database, env } = ctx.installation;
  const named = input.backend === undefined ? null : backendNamed(input.backend);
  if (named === 'local') throw notBoth();
  if (input.connector !== undefined) return namedConnector(ctx, scope, input.connector, named);
  const kind = named ?? elsewhere(existing?.backend) ?? elsewhere(env.secretBackend);
  if (!kind) {
    throw ruleBroken('/backend', 'backend', 'Say which backend keeps it: aws, gcp, vault or env.');
  }
  const { prisma } = database;
  if (existing?.connectorId && existing.backend === kind) {
    const known = { id: existing.connectorId };
    const row = await findConnectorRow(prisma, scope.organizationId, known);
    if (row) return row;
  }
  const wanted = { servingOnly: true, kind, limit: CANDIDATES_MAX };
  const [only, ...others] = await listConnectorRows(prisma, scope, wanted);
  if (only && others.length === 0) return only;
  throw only ? severalInReach(kind, [only, ...others]) : noneInReach(kind);
}

const CANDIDATES_MAX = 20;

async function namedConnector(
  ctx: Context,
  scope: AuthorizedScope,
  text: string,
  kind: string | null,
): Promise<ConnectorRow> {
  const id = fromTypeId(['connector'], text);
  const { prisma } = ctx.installation.database;
  const match = id ? { id } : { slug: text };
  const row = await findConnectorRow(prisma, scope.organizationId, match);
  if (!row || !scope.lineage.includes(row.scopeId)) {
    throw connectorOutOfReach();
  }
  if (kind !== null && row.kind !== kind) {
    const message = `The connector ${row.slug} leads to ${row.kind}. Send that backend, or name another.`;
    throw ruleBroken('/connector', 'other_backend', message);
  }
  return row;
}

/** What is not there, and what serves other scopes, is answered alike: the caller may not know of it. */
export function connectorOutOfReach(): KeystowError {
  const message = 'Name a connector of this scope or of one above it, by its slug or con_… id.';
  return ruleBroken('/connector', 'no_connector', message);
}

function elsewhere(backend: string | undefined): ExternalBackend | null {
  return backend === undefined || backend === 'local' ? null : (backend as ExternalBackend);
}

function notBoth(): KeystowError {
  const message = 'A reference leads elsewhere: leave it out, or name another backend than local.';
  return ruleBroken('/backend', 'not_local', message);
}

function noneInReach(kind: ExternalBackend): KeystowError {
  const message = `No connector of this scope or of a wider one leads to ${kind}. Set one up, or send the backend local to seal the value here.`;
  return ruleBroken('/connector', 'no_connector', message);
}

function severalInReach(kind: ExternalBackend, rows: readonly ConnectorRow[]): KeystowError {
  const candidates = rows.map(({ slug }) => slug);
  const message = `Several connectors lead to ${kind}: name one of ${candidates.join(', ')}.`;
  const issues = [{ pointer: '/connector', code: 'several_connectors', message }];
  return new KeystowError('rule_broken', message, { issues, candidates });
}
