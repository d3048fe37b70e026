'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { fetchTransferRows } from '@/lib/client/transfers';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Transfer, TransferItem } from '@/lib/contracts/transfer';
import { ask } from '@/components/ui/form';
import { useSearch } from '@/components/ui/use-search';
import type { TransferActions } from './transfer-actions';
import { transferAddress } from './transfer-address';
import { isListing } from './transfer-words';

const UNREAD = 'The rows of this plan could not be read. Nothing was changed; try again.';

/**
 * Plans the same transfer anew, with the names that its rows have, or get by `names`, which is by their
 * numbers; then goes there. A plan that was not started is given up for the new one.
 */
export function useReplan(scope: ScopeSummary, transfer: Transfer, plan: TransferActions['plan']) {
  const router = useRouter();
  const search = useSearch();
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function planAnew(names: ReadonlyMap<number, string>): Promise<string | null> {
    const rows = await rowsOf(scope, transfer);
    if (rows === null) return UNREAD;
    const answer = await ask(plan, formOf(scope, transfer, rows, names, search.get('only')));
    if (answer.status === 'refused') return answer.issues[0]?.message ?? answer.message;
    if (answer.status !== 'done') return UNREAD;
    const kept = { only: search.get('only') };
    if (transfer.state !== 'planned') {
      router.push(transferAddress(scope.path, answer.result.id, kept));
      return null;
    }
    const out = search.get('out');
    router.replace(transferAddress(scope.path, answer.result.id, { ...kept, out }));
    return null;
  }

  return {
    pending,
    refusal,
    replan: async (names: ReadonlyMap<number, string> = new Map()) => {
      if (pending) return;
      setPending(true);
      setRefusal(null);
      setRefusal(await planAnew(names));
      setPending(false);
    },
  };
}

async function rowsOf(
  { path, kind }: ScopeSummary,
  transfer: Transfer,
): Promise<TransferItem[] | null> {
  if (!isListing(transfer)) return [];
  return fetchTransferRows({ scopePath: path, kind }, transfer.id).catch(() => null);
}

function formOf(
  scope: ScopeSummary,
  { id, state, mode, from, to, objects, removeSource }: Transfer,
  rows: readonly TransferItem[],
  given: ReadonlyMap<number, string>,
  only: string | null,
): FormData {
  const form = new FormData();
  const names = rows.flatMap(({ number, source, name: now }) => {
    const name = given.get(number) ?? now;
    return source === null || name === '' ? [] : [{ reference: source, name }];
  });
  const fields = {
    scope: scope.path,
    mode,
    from: from?.id,
    to: to?.id,
    objects,
    only,
    names: names.length > 0 ? JSON.stringify(names) : undefined,
    removeSource: removeSource ? 'on' : undefined,
    replaces: state === 'planned' ? id : undefined,
  };
  for (const [name, value] of Object.entries(fields)) if (value) form.set(name, value);
  return form;
}
