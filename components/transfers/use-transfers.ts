'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  fetchTransfer,
  fetchTransferRows,
  fetchTransfers,
  transferKey,
  transfersKey,
} from '@/lib/client/transfers';
import { secretsKey } from '@/lib/client/query-keys';
import type { ScopeSummary } from '@/lib/contracts/scope';
import type { Transfer } from '@/lib/contracts/transfer';
import type { TransferItemState } from '@/lib/domain/transfer';

const LIVE_MILLISECONDS = 1500;

type At = Pick<ScopeSummary, 'path' | 'kind'>;

/** The transfers of a scope, newest first, read again while one of them runs. */
export function useTransfers({ path, kind }: At) {
  return useInfiniteQuery({
    queryKey: [...transfersKey(path), 'list'],
    queryFn: ({ pageParam, signal }) =>
      fetchTransfers({ scopePath: path, kind }, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((one) => one.state === 'running'))
        ? LIVE_MILLISECONDS
        : false,
  });
}

/** One transfer, read again and again while it runs. */
export function useTransfer({ path, kind }: At, id: string) {
  return useQuery({
    queryKey: transferKey(path, id, 'facts'),
    queryFn: async ({ signal }) =>
      (await fetchTransfer({ scopePath: path, kind }, id, { limit: 1 }, signal)).transfer,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LIVE_MILLISECONDS : false),
  });
}

/** All rows of a plan; they stay as they are until it is started. */
export function useAllRows({ path, kind }: At, id: string) {
  return useQuery({
    queryKey: transferKey(path, id, 'all'),
    queryFn: ({ signal }) => fetchTransferRows({ scopePath: path, kind }, id, signal),
  });
}

/** Rows in one state, or all; read again whenever `come` says that the transfer has come further. */
export function useRows(
  { path, kind }: At,
  id: string,
  state: TransferItemState | undefined,
  come: string,
) {
  return useInfiniteQuery({
    queryKey: transferKey(path, id, 'rows', state ?? 'all', come),
    queryFn: ({ pageParam, signal }) =>
      fetchTransfer({ scopePath: path, kind }, id, { after: pageParam, limit: 100, state }, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
}

/** Shows the transfer as an act left it, and reads what it may have changed again. */
export function useTransferDone({ path }: At): (transfer: Transfer) => void {
  const client = useQueryClient();
  return (transfer) => {
    client.setQueryData(transferKey(path, transfer.id, 'facts'), transfer);
    void client.invalidateQueries({ queryKey: [...transfersKey(path), 'list'] });
    void client.invalidateQueries({ queryKey: secretsKey(path) });
  };
}
