// Reads what is at places of one connector, some at a time: values, and the members of objects.

import { hash } from 'node:crypto';
import 'server-only';
import type { Outcome } from '@/lib/backends/backend';
import { outcomesOf } from '@/lib/backends/outcomes';
import { soundFault } from '@/lib/backends/sound-answer';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { BackendFault } from '@/lib/domain/backend';
import { parseReference, storedReference } from '@/lib/domain/backend-reference';
import { KeystowError } from '@/lib/domain/errors';
import type { Plaintext } from '@/lib/domain/plaintext';
import { readValueParts } from '@/lib/domain/value-parts';
import { fetchReferences } from '../backends/fetch-references';
import type { FetchedReference } from '../backends/fetch-references';
import { openConnectors } from '../backends/open-connector';
import type { Installation } from '../context';

/** What one question asks for, and how many questions are under way. */
const CHUNK = 20;
const AT_ONCE = 4;

export interface Reading {
  readonly installation: Installation;
  readonly connector: Pick<ConnectorRow, 'id' | 'organizationId' | 'kind'>;
  /** By which versions are told where the backend names none: the transfer's id. */
  readonly seed: string;
}

/** In the order of `references`, past everything that is kept. Throws `locked`. */
export async function readPlaces(
  { installation, connector, seed }: Reading,
  references: readonly string[],
): Promise<Outcome<FetchedReference>[]> {
  const { id: connectorId, organizationId, kind: backend } = connector;
  const chunks = Array.from({ length: Math.ceil(references.length / CHUNK) }, (_, index) =>
    references.slice(index * CHUNK, (index + 1) * CHUNK),
  );
  const got = await outcomesOf(chunks, AT_ONCE, (chunk) =>
    fetchReferences(
      installation,
      chunk.map((reference) => ({
        ...{ secretId: seed, organizationId, connectorId, backend, reference },
        known: null,
      })),
      { pastCache: true },
    ),
  );
  return got.flatMap((outcome, index) =>
    outcome.ok ? outcome.got : chunks[index]!.map(() => outcome),
  );
}

export async function readPlace(
  reading: Reading,
  reference: string,
): Promise<Outcome<FetchedReference>> {
  const [outcome] = await readPlaces(reading, [reference]);
  return outcome!;
}

/** The members of the object at a place, by name; null where there is no object. Throws a `BackendFault`. */
export async function keysAt(reading: Reading, reference: string): Promise<string[] | null> {
  const { installation, connector } = reading;
  const opened = (await openConnectors(installation, [connector.id])).get(connector.id);
  if (opened?.backend.keys) {
    const { signal } = new AbortController();
    const parsed = storedReference(connector.kind, reference);
    const keys = await opened.backend.keys(parsed, signal).catch((error: unknown) => {
      throw error instanceof BackendFault ? soundFault(error) : error;
    });
    return [...keys];
  }
  const whole = await readPlace(reading, reference);
  if (!whole.ok) throw whole.fault;
  const members = membersOf(whole.got.value);
  return members && Object.keys(members).sort();
}

/** The object at a place as parts; of what has no members, as `readPlace`. */
export async function readParts(
  reading: Reading,
  reference: string,
): Promise<Outcome<Omit<FetchedReference, 'format'> & { format: 'utf8' | 'binary' | 'object' }>> {
  const { kind } = reading.connector;
  const [outcome] = await outcomesOf([reference], 1, async () => {
    const keys = await keysAt(reading, reference);
    if (keys === null || keys.length === 0) return null;
    const got = await readPlaces(
      reading,
      keys.map((key) => referenceToKey(kind, reference, key)),
    );
    const texts = got.map((one, index): [string, string] => {
      if (!one.ok) throw one.fault;
      return [keys[index]!, textOf(one.got.value)];
    });
    const version = versionOf(keys, got);
    return { value: joined(texts), version, format: 'object' as const };
  });
  if (!outcome!.ok) return outcome!;
  return outcome!.got ? { ok: true, got: outcome!.got } : readPlace(reading, reference);
}

/** One for all parts: another where any part has another, or a key came or went. */
function versionOf(keys: readonly string[], parts: readonly Outcome<FetchedReference>[]): string {
  const versions = parts.map((part, index) => [keys[index], part.ok ? part.got.version : null]);
  return `parts:${hash('sha256', JSON.stringify(versions), 'base64url')}`;
}

function joined(texts: readonly [string, string][]): Plaintext {
  try {
    return readValueParts(Object.fromEntries(texts));
  } catch (error) {
    if (!(error instanceof KeystowError)) throw error;
    throw new BackendFault('malformed', 'Its members are more than 64 KiB together, or no texts.');
  }
}

/** Throws 422 for a key that no reference can name. */
export function referenceToKey(kind: ConnectorRow['kind'], reference: string, key: string): string {
  const cut = reference.includes('?') ? '&' : '?';
  return parseReference(kind, `${reference}${cut}key=${encodeURIComponent(key)}`).text;
}

function membersOf(value: Plaintext): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(textOf(value));
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function textOf(value: Plaintext): string {
  return value.use((bytes) => new TextDecoder().decode(bytes));
}
