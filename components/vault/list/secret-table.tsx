'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { secretViewQuery, type SecretFilters, type SecretView } from '@/lib/domain/secret-view';
import type { SecretSort } from '@/lib/domain/secret-sort';
import { LongTable, RowGap } from '@/components/ui/long-table';
import { useLongRows } from '@/components/ui/use-long-rows';
import { PageRefused } from '../page-refused';
import { SecretHead } from '../sheet/secret-head';
import type { SecretDoings } from './secret-menu';
import { SecretRow } from './secret-row';
import { useHeldSecrets } from './use-held-secrets';
import { useLoadedRows } from './use-loaded-rows';
import { useReveal, type Reveal } from './use-reveal';
import { useLastRow, useRowFocus } from './use-row-focus';

export interface SecretTableProps {
  readonly scope: ScopeSummary;
  readonly view: SecretView;
  /** How many rows there are; null while only the first page is known. */
  readonly total: number | null;
  /** How many rows are there to begin with. */
  readonly begun: number;
  readonly doings: SecretDoings;
  readonly reveal: Reveal | null;
  readonly onRevealed: () => void;
  readonly onHidden: (key: string) => void;
  readonly onSort: (sort: SecretSort) => void;
  readonly onFilter: (filters: SecretFilters) => void;
}

/**
 * The names of one scope, of which only those in sight are rows of the page. Arrows, Page Up and Down,
 * Home and End move through all of them, Enter opens one.
 */
export function SecretTable(props: SecretTableProps) {
  const { scope, view, total, begun, doings } = props;
  const list = secretViewQuery(view);
  const count = total ?? begun;
  const [last, setLast] = useLastRow(list, count);
  const ruler = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const long = useLongRows({ count, kept: [last], ruler, body });
  const loaded = useLoadedRows(scope, view, long.inSight, last);
  const held = useHeldSecrets(scope, loaded.pages);
  const keys = useRowFocus({ body, long, loaded, count, setLast });
  useReveal({ ...props, count }, long, loaded);
  useTopOf(list, () => long.scrollTo(0));

  const [first, final] = long.inSight;
  const stop = last >= first && last <= final ? last : first;
  return (
    <>
      <LongTable label={`Secrets of ${scope.name}`} rowCount={total} ruler={ruler}>
        <SecretHead sort={view.sort} onSort={props.onSort} />
        <tbody ref={body} role="rowgroup" className="block" {...keys}>
          {long.rows.flatMap(({ index, gap }) => [
            <RowGap key={`before ${index}`} height={gap} />,
            <SecretRow
              key={index}
              index={index}
              secret={loaded.at(index)}
              held={held}
              doings={doings}
              isStop={index === stop}
              onFilter={props.onFilter}
            />,
          ])}
          <RowGap height={long.gapAfter} />
        </tbody>
      </LongTable>
      {loaded.failed ? <PageRefused {...loaded.failed} /> : null}
    </>
  );
}

/** Another list begins at its top, wherever the one before was scrolled to. */
function useTopOf(list: string, toTop: () => void): void {
  const shown = useRef(list);
  const go = useEffectEvent(toTop);
  useEffect(() => {
    if (shown.current !== list) go();
    shown.current = list;
  }, [list]);
}
