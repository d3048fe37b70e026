// Plans what a backend lists as secrets of a scope: names, and what would become of each.

import 'server-only';
import type { Outcome } from '@/lib/backends/backend';
import type { ConnectorRow } from '@/lib/db/connectors/connectors';
import type { PlannedItem } from '@/lib/db/transfers/transfer-items';
import type { AuthorizedScope } from '@/lib/domain/authorized-scope';
import { parseReference } from '@/lib/domain/backend-reference';
import { checkedRow } from '@/lib/domain/import/import-row';
import type { ImportRow, RowValue } from '@/lib/domain/import/import-row';
import { nameOfReference } from '@/lib/domain/transfer-name';
import { typeOfParts } from '@/lib/domain/type-of-parts';
import { namesTwice, verdictOfImport } from '@/lib/domain/transfer-verdict';
import type { Context } from '../context';
import { judgeImport } from '../secrets/judge-import';
import { areOthersPlaces, PLACE_TAKEN } from '../secrets/place-holders';
import { judgeReferences } from './judge-references';
import { listPlaces, placesOfObjects } from './list-places';
import type { ListedPlace } from './list-places';
import { readParts, readPlaces } from './read-places';
import type { Reading } from './read-places';
import type { ReadValue } from './same-value';
import type { PlanTransferInput } from '@/lib/contracts/transfer';
import type { Planned } from './judge-references';

/** A place with its name, and what was read there. */
interface NamedRow extends ListedPlace {
  readonly number: number;
  readonly name: string;
  readonly got: Outcome<ReadValue & { readonly version: string }> | null;
}

/** `seed` is the transfer's id. Throws as `listPlaces` does. */
export async function planListing(
  ctx: Context,
  scope: AuthorizedScope,
  from: ConnectorRow,
  input: PlanTransferInput,
  seed: string,
): Promise<Planned> {
  const { installation } = ctx;
  const reading: Reading = { installation, connector: from, seed };
  const listed = await listPlaces(installation, from, input.only ?? []);
  const wanted = listed.map((reference) => ({ reference, exceptId: null }));
  const ofOthers = await areOthersPlaces(ctx, scope, from, wanted);
  // Of places of others not even the keys of objects are asked for.
  const open = listed.filter((_, index) => !ofOthers[index]);
  const places = await placesOfObjects(reading, open, input.objects ?? 'whole');
  const rows = await readNamed(reading, places, input.names ?? []);
  const planned = await (input.mode === 'refer'
    ? judgeReferences(ctx, scope, from, rows.map(rowOf), rows)
    : planImport(ctx, scope, rows));
  const taken = listed.slice(open.length).map((_, index) => takenItem(rows.length + index + 1));
  return { ...planned, items: [...planned.items, ...taken] };
}

/** Counted, and not told where: whoever reads the plan need not be allowed to list that secret. */
function takenItem(number: number): PlannedItem {
  return {
    ...{ number, name: '', secretId: null, source: null, target: null },
    ...{ sourceVersion: null, targetVersion: null, verdict: 'taken', writes: false },
    ...{ code: 'place_taken', reason: PLACE_TAKEN },
  };
}

async function readNamed(
  reading: Reading,
  places: readonly ListedPlace[],
  given: NonNullable<PlanTransferInput['names']>,
): Promise<NamedRow[]> {
  const { kind } = reading.connector;
  const named = new Map(given.map(({ reference, name }) => [reference, name]));
  const whole = places.filter(({ fault, inParts }) => !fault && !inParts);
  const read = await readPlaces(
    reading,
    whole.map(({ reference }) => reference),
  );
  const got = new Map<ListedPlace, NamedRow['got']>(
    whole.map((place, index) => [place, read[index]!]),
  );
  for (const place of places) {
    if (place.inParts) got.set(place, await readParts(reading, place.reference));
  }
  return places.map((place, index) => ({
    ...place,
    number: index + 1,
    name:
      named.get(place.reference) ?? nameOfReference(kind, parseReference(kind, place.reference)),
    got: got.get(place) ?? null,
  }));
}

/** As rows of an import are judged, with the number in place of the line. */
function rowOf({ name, number, fault, got }: NamedRow): ImportRow {
  const refused = (code: string, message: string): ImportRow => {
    const row = checkedRow(name, number, () => NO_VALUE);
    return row.fault ? row : { ...row, value: null, fault: { code, message } };
  };
  if (fault) return refused(fault.code, fault.message);
  if (!got?.ok) return refused(`backend_${got?.fault.code}`, got?.fault.message ?? '');
  const { value: plaintext, format } = got.got;
  if (format === 'object' && typeOfParts(plaintext) === null) {
    const message =
      'Its keys are not the parts of a type. Make a secret of each key, or of the text.';
    return refused('no_parts', message);
  }
  // An object is compared by its canonical text, like any other value.
  return checkedRow(name, number, () => ({ plaintext, format: format as RowValue['format'] }));
}

const NO_VALUE = null as unknown as RowValue;

async function planImport(
  ctx: Context,
  scope: AuthorizedScope,
  rows: readonly NamedRow[],
): Promise<Planned> {
  const imported = namesTwice(rows.map(rowOf));
  const { rows: judged, compared } = await judgeImport(ctx, scope, imported);
  const items = judged.map(({ shown, met }, index): PlannedItem => {
    const row = rows[index]!;
    const verdict = verdictOfImport(shown, met !== undefined);
    return {
      number: row.number,
      name: row.name,
      secretId: met?.id ?? null,
      source: row.reference,
      target: null,
      sourceVersion: row.got?.ok ? row.got.got.version : null,
      targetVersion: met ? String(met.currentVersion ?? 0) : null,
      verdict,
      writes: shown.writes,
      code: shown.code,
      reason: shown.reason,
    };
  });
  return { items, compared };
}
