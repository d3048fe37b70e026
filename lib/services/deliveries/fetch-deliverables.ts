// Fetches what a delivery holds of external backends, all at once; each fault says which name it costs.

import 'server-only';
import type { Plaintext } from '@/lib/domain/plaintext';
import type { Outcome } from '@/lib/backends/backend';
import type { DeliverableRow } from '@/lib/db/deliveries/deliverables';
import { fetchReferences } from '../backends/fetch-references';
import type { FetchedReference } from '../backends/fetch-references';
import type { SeenVersion } from '../backends/notice-versions';
import type { Installation } from '../context';
import type { ExternalBudget } from './external-budget';
import { backendMissing } from './missing-names';
import type { MissingName } from './missing-names';

export interface OpenedDeliverable {
  /** Of what was fetched, with the format that arrived. */
  readonly row: DeliverableRow;
  readonly value: Plaintext;
  /** The backend's own name of what was fetched; null for what is sealed here. */
  readonly backendVersion: string | null;
}

interface FetchedDeliverables {
  readonly opened: ReadonlyMap<DeliverableRow, OpenedDeliverable>;
  readonly faults: readonly MissingName[];
  readonly seen: readonly SeenVersion[];
}

/** As many are asked for before what came is counted. */
const CHUNK = 250;

type ExternalRow = DeliverableRow & { readonly external: object; readonly version: number };

/** Throws 413 for more than the budget, and 503 where nobody waits any more. */
export async function fetchDeliverables(
  installation: Installation,
  organizationId: string,
  ready: readonly DeliverableRow[],
  budget: ExternalBudget,
): Promise<FetchedDeliverables> {
  const rows = ready.filter(isExternal);
  const wanted = rows.map(({ sourceId, external }) => ({
    ...external,
    secretId: sourceId,
    organizationId,
    known: external.backendVersion,
  }));
  budget.takeNames(rows.length);
  const outcomes: Outcome<FetchedReference>[] = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    const { stop } = budget;
    budget.requireWaiting();
    const asking = fetchReferences(installation, wanted.slice(from, from + CHUNK), { stop });
    const got = await asking.catch((error: unknown) => {
      budget.requireWaiting();
      throw error;
    });
    for (const [at, outcome] of got.entries()) {
      if (outcome.ok) budget.takeValue(rows[from + at]!.name, outcome.got.value.byteLength);
      outcomes.push(outcome);
    }
  }
  const opened = new Map<DeliverableRow, OpenedDeliverable>();
  const faults: MissingName[] = [];
  const seen: SeenVersion[] = [];
  for (const [index, row] of rows.entries()) {
    const outcome = outcomes[index]!;
    if (!outcome.ok) {
      faults.push(backendMissing(row, row.external.reference, outcome.fault));
      continue;
    }
    const { value, format, version, formerly } = outcome.got;
    const source = { ...row.source, format };
    opened.set(row, { row: { ...row, source }, value, backendVersion: version });
    const { version: number } = row;
    seen.push({ ...wanted[index]!, number, version, formerly, at: null, format });
  }
  return { opened, faults, seen };
}

function isExternal(
  row: DeliverableRow,
): row is ExternalRow & { readonly external: NonNullable<DeliverableRow['external']> } {
  return row.external !== null && row.version !== null;
}
