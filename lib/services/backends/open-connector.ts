// Connectors in use: credentials opened once for each version, kept in the process, closed when they changed.

import 'server-only';
import type { Backend } from '@/lib/backends/backend';
import { openBackend } from '@/lib/backends/registry';
import { findSealedConnectors } from '@/lib/db/connectors/sealed-connectors';
import type { SealedConnector } from '@/lib/db/connectors/sealed-connectors';
import { BackendFault } from '@/lib/domain/backend';
import { KeystowError } from '@/lib/domain/errors';
import type { Installation } from '../context';
import { bindingOf } from './connector-binding';
import { openCredentials, takesCredentials } from './connector-credentials';
import { limitedBackend, refusingBackend } from './limited-backend';
import { valueCacheOf } from './value-cache';

export type ConnectorFacts = Omit<SealedConnector, 'dataKeyId' | 'envelope'>;

export interface OpenedConnector {
  readonly row: ConnectorFacts;
  /** Within the connector's globs and right to write; one that may not be used answers with its fault. */
  readonly backend: Backend;
}

export type OpenBackend = typeof openBackend;

interface Kept {
  /** Version and binding: whether a row is what was opened. */
  readonly mark: string;
  readonly backend: Promise<Backend>;
}

interface Opened {
  open: OpenBackend;
  /** By connector, the one used last at the end. */
  readonly kept: Map<string, Kept>;
}

const KEPT_MAX = 200;

const openedOf = new WeakMap<Installation, Opened>();

function stateOf(installation: Installation): Opened {
  const known = openedOf.get(installation);
  if (known) return known;
  const made = { open: openBackend, kept: new Map<string, Kept>() };
  openedOf.set(installation, made);
  return made;
}

/** Another program in place of those of the registry, for tests. */
export function openBackendsWith(installation: Installation, open: OpenBackend): void {
  stateOf(installation).open = open;
}

/**
 * By id; what is none any more is left out. One that waits for approval, or cannot be opened, answers every
 * question with `denied` or the fault of its opening. Who may use one is the caller's business: it serves
 * its scope and those below. Throws `locked`.
 */
export async function openConnectors(
  installation: Installation,
  ids: readonly string[],
): Promise<Map<string, OpenedConnector>> {
  installation.keys.requireUnlocked();
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await findSealedConnectors(installation.database.prisma, wanted);
  const found = new Set(rows.map(({ id }) => id));
  for (const id of wanted) if (!found.has(id)) forget(installation, id);
  const opened = rows.map(async (row): Promise<[string, OpenedConnector]> => {
    const { dataKeyId: _, envelope: __, ...facts } = row;
    return [row.id, { row: facts, backend: await keptBackend(installation, row) }];
  });
  return new Map(await Promise.all(opened));
}

async function keptBackend(installation: Installation, row: SealedConnector): Promise<Backend> {
  if (isLost(row)) {
    forget(installation, row.id);
    const message = `The credentials of the connector ${row.slug} were lost, with a master key or because they no longer opened. Enter them again.`;
    return refusingBackend(new BackendFault('denied', message));
  }
  if (row.approvedAt === null) {
    forget(installation, row.id);
    const message = `The connector ${row.slug} waits for approval by someone who manages backends of the organization.`;
    return refusingBackend(new BackendFault('denied', message));
  }
  const { kept } = stateOf(installation);
  const known = kept.get(row.id);
  if (known && known.mark !== markOf(row)) forget(installation, row.id);
  const current = kept.get(row.id) ?? begin(installation, row);
  kept.delete(row.id);
  kept.set(row.id, current);
  for (const id of [...kept.keys()].slice(0, -KEPT_MAX)) forget(installation, id);
  try {
    return limitedBackend({ ...row, own: installation.env }, await current.backend);
  } catch (error) {
    if (kept.get(row.id) === current) kept.delete(row.id);
    valueCacheOf(installation).deleteOf(row.id);
    if (error instanceof BackendFault) return refusingBackend(error);
    if (error instanceof KeystowError && error.code === 'tampered') {
      return refusingBackend(new BackendFault('denied', error.message));
    }
    throw error;
  }
}

function begin(installation: Installation, row: SealedConnector): Kept {
  const { kept, open } = stateOf(installation);
  const made: Kept = { mark: markOf(row), backend: openRow(installation, row, open) };
  kept.set(row.id, made);
  return made;
}

async function openRow(
  installation: Installation,
  row: SealedConnector,
  open: OpenBackend,
): Promise<Backend> {
  const { kind, settings } = row;
  const credentials = await openCredentials(installation, row);
  return open({ kind, settings, credentials }, installation.env);
}

function isLost({ envelope, kind, settings }: SealedConnector): boolean {
  return envelope === null && takesCredentials(kind, settings);
}

/** Whoever writes into the database need not raise the version. */
function markOf(row: SealedConnector): string {
  return `${row.version} ${bindingOf(row)}`;
}

/** Ends what is open of a connector in this process, and drops what was fetched through it. */
export function forget(installation: Installation, id: string): void {
  const { kept } = stateOf(installation);
  const known = kept.get(id);
  kept.delete(id);
  valueCacheOf(installation).deleteOf(id);
  known?.backend.then(
    (backend) => backend.close(),
    () => undefined,
  );
}
