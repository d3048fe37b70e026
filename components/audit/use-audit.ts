'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { auditKey, fetchAudit, type AuditView } from '@/lib/client/audit';
import { scopeWithin } from './audit-view';
import { useSearch, type SearchChange } from '@/components/ui/use-search';

/** What the address narrows the log to. Days are whole days of the reader's calendar. */
export function useAuditView(within: readonly string[] | null) {
  const search = useSearch();
  const of = (name: string) => search.get(name) ?? '';
  const view: AuditView = {
    log: of('log'),
    scope: scopeWithin(within, within === null && of('below') === '' ? '' : of('scope')),
    action: of('action'),
    actor: of('actor'),
    target: of('target'),
    since: startOf(of('from')),
    until: startOf(of('to'), 1),
  };
  return { view, get: of, change: (change: SearchChange) => search.replace(change) };
}

/** The first instant of a day, or of one some days later; empty for what is no day. */
export function startOf(day: string, later = 0): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return '';
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const start = new Date(year, month - 1, date + later);
  return Number.isNaN(start.getTime()) ? '' : start.toISOString();
}

export function useAudit(view: AuditView) {
  return useInfiniteQuery({
    queryKey: auditKey(view),
    queryFn: ({ pageParam, signal }) => fetchAudit(view, pageParam ?? undefined, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
