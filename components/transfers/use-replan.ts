'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { fetchTransferRows } from '@/lib/client/transfers';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Transfer, TransferItem } from '@/lib/contracts/transfer';
import { REFERENCE_GLOB } from '@/lib/domain/backend-reference';
import { ask } from '@/components/ui/form';
import { useSearch } from '@/components/ui/use-search';
import type { TransferActions } from './transfer-actions';
import { transferAddress } from './transfer-address';
import { isListing } from './transfer-words';
import { leftOutNow, leftOutText } from './use-left-out';

const GLOBS_MAX = 50;
const UNREAD = 'The rows of this plan could not be read. Nothing was changed; try again.';

/**
 * Plans the same transfer anew, with the names that its rows have, or get by `names`, which is by their
 * numbers; then goes there. Of what was started only the rest is taken; a plan is given up for the new one.
 */
export function useReplan(scope: ScopeSummary, transfer: Transfer, plan: TransferActions['plan']) {
  const router = useRouter();
  const search = useSearch();
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function planAnew(names: ReadonlyMap<number, string>): Promise<string | null> {
    const rows = await rowsOf(scope, transfer.id);
    if (rows === null) return UNREAD;
    const isPlan = transfer.state === 'planned';
    const only = (isPlan ? null : globsOfRest(transfer, rows)) ?? search.get('only');
    const answer = await ask(plan, formOf(scope, transfer, rows, names, only));
    if (answer.status === 'refused') return answer.issues[0]?.message ?? answer.message;
    if (answer.status !== 'done') return UNREAD;
    const { id } = answer.result;
    const leftOut = leftOutNow();
    const wanted = isPlan ? rows.filter(({ number }) => !leftOut.has(number)) : rows.filter(isRest);
    const out = rows.length === 0 ? '' : leftOutOf((await rowsOf(scope, id)) ?? [], wanted);
    const to = transferAddress(scope.path, id, { only, out });
    if (isPlan) router.replace(to);
    else router.push(to);
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

function rowsOf({ path, kind }: ScopeSummary, id: string): Promise<TransferItem[] | null> {
  return fetchTransferRows({ scopePath: path, kind }, id).catch(() => null);
}

/** By the numbers of the new plan: nothing is taken that was not wanted of the one before. */
function leftOutOf(now: readonly TransferItem[], wanted: readonly TransferItem[]): string {
  const places = new Set(wanted.map(placeOf));
  const out = now.filter((row) => row.writes && !places.has(placeOf(row)));
  return leftOutText(out.map(({ number }) => number));
}

/** What stays of a row when its name changes. */
function placeOf({ source, name }: TransferItem): string {
  return source ?? name;
}

/** What was to be written and was not. */
function isRest({ state, code }: TransferItem): boolean {
  return state === 'failed' || state === 'changed' || code === 'cancelled';
}

/** The rest alone, where so many globs can say it; else null. */
function globsOfRest(transfer: Transfer, rows: readonly TransferItem[]): string | null {
  const rest = rows.filter(isRest);
  const globs = rest.map((row) => (isListing(transfer) ? placeOf(row) : row.name));
  const isSaid = globs.length <= GLOBS_MAX && globs.every((glob) => REFERENCE_GLOB.test(glob));
  return isSaid && globs.length > 0 ? globs.join(' ') : null;
}

function formOf(
  scope: ScopeSummary,
  { id, state, mode, from, to, objects, removeSource }: Transfer,
  rows: readonly TransferItem[],
  given: ReadonlyMap<number, string>,
  only: string | null,
): FormData {
  const form = new FormData();
  const names = (isListing({ mode }) ? rows : []).flatMap(({ number, source, name: now }) => {
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
