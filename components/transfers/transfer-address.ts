// Where the transfers of a scope are, one of them, and the form of a new one.

import type { TransferMode } from '@/lib/domain/transfer';

const ALL = '/vault/transfers';

export function transfersAddress(scopePath: string): string {
  return `${ALL}?${new URLSearchParams({ scope: scopePath })}`;
}

/** `only` are the globs of its plan, divided by blanks; the address keeps them for a plan anew. */
export function transferAddress(
  scopePath: string,
  id: string,
  kept: Readonly<Record<string, string | null>> = {},
): string {
  const given = Object.entries(kept).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return `${ALL}/${id}?${new URLSearchParams([['scope', scopePath], ...given])}`;
}

export function newTransferAddress(
  scopePath: string,
  given: { readonly from?: string; readonly mode?: TransferMode } = {},
): string {
  return `${ALL}/new?${new URLSearchParams({ scope: scopePath, ...given })}`;
}
