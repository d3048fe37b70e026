'use client';

import { Button } from './button';
import { LiveRegion } from './live-region';

interface ListFootProps {
  /** What is shown, counted: "3 tokens". */
  readonly shown: string;
  /** The pages to come, as an infinite query tells them. */
  readonly more: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}

/** Ends a list that is read page by page: says how much of it is shown and fetches the next page. */
export function ListFoot({ shown, more }: ListFootProps) {
  return (
    <>
      <LiveRegion>
        {shown} shown{more.hasNextPage ? ', there are more' : ''}.
      </LiveRegion>
      {more.hasNextPage ? (
        <div className="py-3">
          <Button pending={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}
