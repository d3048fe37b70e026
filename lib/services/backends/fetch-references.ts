// Fetches values that live elsewhere: batched by connector, concurrently, and no value twice in ten seconds.

import 'server-only';
import type { Fetched, Outcome } from '@/lib/backends/backend';
import { outcomesOf } from '@/lib/backends/outcomes';
import { soundOutcome } from '@/lib/backends/sound-answer';
import { listStrayReferences } from '@/lib/db/connectors/stray-references';
import { BackendFault } from '@/lib/domain/backend';
import type { ExternalBackend } from '@/lib/domain/backend';
import { storedReference } from '@/lib/domain/backend-reference';
import type { Plaintext } from '@/lib/domain/plaintext';
import { formatOfBytes, VALUE_BYTES_MAX } from '@/lib/domain/secret-value';
import type { Installation } from '../context';
import { openConnectors } from './open-connector';
import type { OpenedConnector } from './open-connector';
import { cacheKey, valueCacheOf } from './value-cache';
import { faultOfError } from './unforeseen-error';
import { nameByValue } from './version-by-value';

const AT_ONCE_MAX = 8;

/** A secret's place, and which version of it the console knows; null where it has seen none. */
export interface WantedReference {
  readonly secretId: string;
  readonly organizationId: string;
  readonly connectorId: string;
  readonly backend: ExternalBackend;
  readonly reference: string;
  readonly known: string | null;
}

export interface FetchedReference {
  readonly value: Plaintext;
  readonly format: 'utf8' | 'binary';
  /** The backend's own name, or by the value where it has none. */
  readonly version: string;
  /** The known version, where that is this same one by a name it no longer goes by. */
  readonly formerly?: string | null | undefined;
}

export interface FetchOptions {
  /** Ask, whatever was fetched a moment ago. */
  readonly pastCache?: boolean;
  readonly stop?: AbortSignal | undefined;
}

/**
 * In the order of `wanted`. Faults of one leave the others alone. What is kept is used only where it is
 * of the version the console knows: another node may have noticed a newer one. Throws `locked`.
 */
export async function fetchReferences(
  installation: Installation,
  wanted: readonly WantedReference[],
  { pastCache = false, stop = new AbortController().signal }: FetchOptions = {},
): Promise<Outcome<FetchedReference>[]> {
  const [connectors, strays] = await Promise.all([
    openConnectors(
      installation,
      wanted.map(({ connectorId }) => connectorId),
    ),
    listStrayReferences(
      installation.database.prisma,
      wanted.map(({ secretId }) => secretId),
    ),
  ]);
  const outcomes: Outcome<FetchedReference>[] = [];
  const asked = new Map<OpenedConnector, number[]>();
  for (const [index, one] of wanted.entries()) {
    const connector = connectors.get(one.connectorId);
    const isOurs = connector?.row.organizationId === one.organizationId;
    if (!isOurs || strays.has(one.secretId)) {
      outcomes[index] = { ok: false, fault: noConnector() };
      continue;
    }
    const kept = pastCache ? null : await keptOf(installation, connector, one);
    if (kept) outcomes[index] = { ok: true, got: kept };
    else asked.set(connector, [...(asked.get(connector) ?? []), index]);
  }
  const asking = [...asked].map(async ([connector, indexes]) => {
    const ones = indexes.map((index) => wanted[index]!);
    const got = await ask(installation, connector, ones, { pastCache, stop });
    for (const [at, index] of indexes.entries()) outcomes[index] = got[at]!;
  });
  await Promise.all(asking);
  return outcomes;
}

async function keptOf(
  installation: Installation,
  { row }: OpenedConnector,
  one: WantedReference,
): Promise<FetchedReference | null> {
  if (row.approvedAt === null) return null;
  const kept = valueCacheOf(installation).get(cacheKey(row, one.reference), performance.now());
  if (!kept) return null;
  const outcome = await readArrived(installation, one, kept);
  if (!outcome.ok) return null;
  const { version, formerly = null } = outcome.got;
  return one.known === null || [version, formerly].includes(one.known) ? outcome.got : null;
}

/** Secrets that refer to one place are one question. */
async function ask(
  installation: Installation,
  { row, backend }: OpenedConnector,
  ones: readonly WantedReference[],
  { pastCache, stop }: { readonly pastCache: boolean; readonly stop: AbortSignal },
): Promise<Outcome<FetchedReference>[]> {
  const texts = [...new Set(ones.map(({ reference }) => reference))];
  const got = await askForEach(installation, { row, backend }, texts, stop);
  const byText = new Map(texts.map((text, index) => [text, soundOutcome(got[index]!)]));
  const cache = valueCacheOf(installation);
  for (const [text, outcome] of byText) {
    const key = cacheKey(row, text);
    // A check or a poll hands nothing out: it only makes what is kept worthless.
    if (pastCache) cache.delete(key);
    else if (outcome.ok) cache.set(key, outcome.got, performance.now());
  }
  return Promise.all(
    ones.map(async (one): Promise<Outcome<FetchedReference>> => {
      const outcome = byText.get(one.reference)!;
      return outcome.ok ? readArrived(installation, one, outcome.got) : outcome;
    }),
  );
}

/** What none foresaw is told of one reference alone: the others are asked for by themselves then. */
async function askForEach(
  installation: Installation,
  { row, backend }: OpenedConnector,
  texts: readonly string[],
  stop: AbortSignal,
): Promise<Outcome<Fetched>[]> {
  const get = async (some: readonly string[]) =>
    backend.get(
      some.map((text) => storedReference(row.kind, text)),
      stop,
    );
  try {
    return await get(texts);
  } catch (error) {
    const fault = faultOfError(installation, stop, error);
    if (texts.length === 1) return [{ ok: false, fault }];
  }
  const got = await outcomesOf(texts, AT_ONCE_MAX, (text) =>
    askForEach(installation, { row, backend }, [text], stop),
  );
  return got.map((outcome) => (outcome.ok ? outcome.got[0]! : outcome));
}

async function readArrived(
  installation: Installation,
  one: WantedReference,
  { value, version }: Fetched,
): Promise<Outcome<FetchedReference>> {
  if (value.byteLength === 0 || value.byteLength > VALUE_BYTES_MAX) {
    const message =
      'It holds nothing, or more than 64 KiB. Keep a value of 1 byte to 64 KiB there.';
    return { ok: false, fault: new BackendFault('malformed', message) };
  }
  const format = value.use(formatOfBytes);
  const named =
    version === null ? await nameByValue(installation, one, value) : { version, formerly: null };
  return { ok: true, got: { value, format, ...named } };
}

function noConnector(): BackendFault {
  return new BackendFault('denied', 'Its connector is gone. Refer to the value through another.');
}
