'use client';

import type { ReactNode } from 'react';
import { RequestRefused } from '@/lib/client/request-refused';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Button } from '@/components/ui/button';
import { count } from '@/components/ui/count';
import { ListFoot } from '@/components/ui/list-foot';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import { Status } from '@/components/ui/status';
import { HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TokenRow, type TokenDoings } from './token-row';
import { useTokens } from './use-tokens';

interface TokenListProps {
  readonly scope: ScopeSummary;
  readonly doings: TokenDoings;
  /** Stands where there are no tokens. */
  readonly empty: ReactNode;
}

export function TokenList({ scope, doings, empty }: TokenListProps) {
  const list = useTokens(scope);
  if (list.isPending) return <SkeletonRows rows={5} label="Loading tokens" />;
  if (list.isError) return <Refused error={list.error} onRetry={() => void list.refetch()} />;
  const tokens = list.data.pages.flatMap((page) => page.items);
  if (tokens.length === 0) return empty;
  return (
    <>
      <Table aria-label={`Tokens of ${scope.name}`}>
        <TableHead>
          <TableRow>
            <HeadCell className="w-44">name</HeadCell>
            <HeadCell className="w-36">scope</HeadCell>
            <HeadCell>may</HeadCell>
            <HeadCell className="w-36">made by</HeadCell>
            <HeadCell className="w-28">last use</HeadCell>
            <HeadCell className="w-28">ends</HeadCell>
            <HeadCell className="w-32">state</HeadCell>
            <HeadCell className="w-11">
              <span className="sr-only">actions</span>
            </HeadCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} doings={doings} />
          ))}
        </TableBody>
      </Table>
      <ListFoot shown={count(tokens.length, 'token')} more={list} />
    </>
  );
}

function Refused({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const refused = error instanceof RequestRefused ? error : null;
  return (
    <div role="alert" className="py-8">
      <Status tone="danger">The tokens could not be read.</Status>
      <p className="mt-1 mb-4">{refused?.message} Nothing was changed.</p>
      {refused?.code === 'forbidden' ? null : <Button onClick={onRetry}>Try again</Button>}
    </div>
  );
}
