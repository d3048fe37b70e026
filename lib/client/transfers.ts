// Typed reads of transfers for the browser.

import type {
  ReadTransferQuery,
  TransferItem,
  TransferList,
  TransferPage,
} from '@/lib/contracts/transfer';
import { get, scopeAddress } from './api';
import type { ScopeWanted } from './api';

const ROWS_AT_ONCE = 500;

/** Of one scope; without it the key stands for all of them. */
export function transfersKey(scopePath?: string): readonly string[] {
  return scopePath === undefined ? ['transfers'] : ['transfers', scopePath];
}

/** One transfer, or a part of what is read of it. */
export function transferKey(
  scopePath: string,
  id: string,
  ...part: readonly (string | number)[]
): readonly (string | number)[] {
  return [...transfersKey(scopePath), id, ...part];
}

/** One page, newest first. Throws as `fetchSecrets` does. */
export async function fetchTransfers(
  wanted: ScopeWanted,
  after: string | null,
  signal: AbortSignal,
): Promise<TransferList> {
  const query = after === null ? '' : `?after=${encodeURIComponent(after)}`;
  return get(`${scopeAddress(wanted)}/transfers${query}`, signal);
}

/** One transfer with a page of its rows, by number. Throws as `fetchSecrets` does. */
export async function fetchTransfer(
  wanted: ScopeWanted,
  id: string,
  query: ReadTransferQuery,
  signal?: AbortSignal,
): Promise<TransferPage> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  const address = `${scopeAddress(wanted)}/transfers/${encodeURIComponent(id)}`;
  return get(`${address}?${search}`, signal);
}

/** All of its rows, by number. Throws as `fetchSecrets` does. */
export async function fetchTransferRows(
  wanted: ScopeWanted,
  id: string,
  signal?: AbortSignal,
): Promise<TransferItem[]> {
  const rows: TransferItem[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: TransferPage = await fetchTransfer(
      wanted,
      id,
      { after, limit: ROWS_AT_ONCE },
      signal,
    );
    rows.push(...page.items);
    after = page.next;
  }
  return rows;
}
