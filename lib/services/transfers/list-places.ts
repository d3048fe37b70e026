// The places that a backend lists and a plan takes: within the connector's globs and those of the plan.

import 'server-only';
import type { Listed } from '@/lib/backends/backend';
import { outcomesOf } from '@/lib/backends/outcomes';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import { isAllowedReference, parseReference } from '@/lib/domain/backend-reference';
import { reachesReference } from '@/lib/domain/connector-reach';
import { KeystowError, ruleBroken } from '@/lib/domain/errors';
import type { RowFault } from '@/lib/domain/import/import-row';
import { TRANSFER_ROWS_MAX } from '@/lib/domain/transfer';
import type { ObjectChoice } from '@/lib/domain/transfer';
import { withFaultsTold } from '../backends/fault-error';
import { openConnectors } from '../backends/open-connector';
import type { Installation } from '../context';
import { keysAt, referenceToKey } from './read-places';
import type { Reading } from './read-places';

/** Pages that are read at most, of which many may hold nothing that is wanted. */
const PAGES_MAX = 200;
const AT_ONCE = 8;

/** One row to be. */
export interface ListedPlace {
  readonly reference: string;
  /** The object there becomes one secret with parts. */
  readonly inParts: boolean;
  readonly fault: RowFault | null;
}

/**
 * By reference. Throws 422 where the backend lists nothing, or more than a plan takes, and as `faultError`
 * where it does not answer.
 */
export async function listPlaces(
  installation: Installation,
  connector: ConnectorRow,
  only: readonly string[],
): Promise<string[]> {
  const { id, slug, kind } = connector;
  const list = (await openConnectors(installation, [id])).get(id)?.backend.list;
  if (!list) throw ruleBroken('/from', 'not_listed', `${slug} leads to what cannot be listed.`);
  const { signal } = new AbortController();
  const found: string[] = [];
  let after: string | null = null;
  for (let pages = 1; ; pages += 1) {
    const page: Listed = await withFaultsTold(slug, list(after, signal), '/from');
    const { items, next } = page;
    for (const { reference: text } of items) {
      const reference = parseReference(kind, text);
      const isWanted = isAllowedReference(kind, only, reference);
      if (isWanted && reachesReference(connector, reference)) found.push(reference.text);
    }
    if (found.length > TRANSFER_ROWS_MAX || (next !== null && pages === PAGES_MAX)) throw tooMany();
    if (next === null) return [...new Set(found)].sort();
    after = next;
  }
}

/** What objects become: one place each, or one for each of their keys. */
export async function placesOfObjects(
  reading: Reading,
  references: readonly string[],
  objects: ObjectChoice,
): Promise<ListedPlace[]> {
  const found = await outcomesOf(references, AT_ONCE, (reference) =>
    placesAt(reading, reference, objects),
  );
  const places = found.flatMap((outcome, index) => {
    if (outcome.ok) return outcome.got;
    const { code, message } = outcome.fault;
    return [place(references[index]!, { code: `backend_${code}`, message })];
  });
  if (places.length > TRANSFER_ROWS_MAX) throw tooMany();
  return places;
}

async function placesAt(
  reading: Reading,
  reference: string,
  objects: ObjectChoice,
): Promise<ListedPlace[]> {
  const { kind } = reading.connector;
  // Only there is an object always one, and never given as a whole.
  const always = kind === 'vault';
  if (kind === 'env' || (objects === 'whole' && !always)) return [place(reference)];
  const keys = await keysAt(reading, reference);
  if (keys === null || keys.length === 0) return [place(reference)];
  if (objects === 'parts' && !(always && keys.length === 1)) {
    return [{ reference, inParts: true, fault: null }];
  }
  if (objects === 'whole' && keys.length > 1) {
    const message = `It has ${keys.length} keys, and is given by them alone. Make a secret of each.`;
    return [place(reference, { code: 'several_keys', message })];
  }
  return keys.map((key) => placeOfKey(kind, reference, key));
}

function placeOfKey(kind: ConnectorRow['kind'], reference: string, key: string): ListedPlace {
  try {
    return place(referenceToKey(kind, reference, key));
  } catch (error) {
    if (!(error instanceof KeystowError)) throw error;
    const message = 'One of its keys is empty, too long or has control characters.';
    return place(reference, { code: 'key', message });
  }
}

function place(reference: string, fault: RowFault | null = null): ListedPlace {
  return { reference, inParts: false, fault };
}

function tooMany(): KeystowError {
  const message = `A plan takes ${TRANSFER_ROWS_MAX} values at most: limit it to some paths.`;
  return ruleBroken('/only', 'too_many', message);
}
