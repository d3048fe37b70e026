'use client';

import type { Receipt } from '@/lib/contracts/delivery';
import { count } from '@/components/ui/count';
import { KIND_WORD } from '@/components/scopes/kind-word';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';

type Item = Receipt['items'][number];

const quiet = 'text-ink-muted @max-2xl:order-1 @max-2xl:text-12';

/** Each name of a receipt with its version, the scope that won it, and by what. */
export function ReceiptItems({ items }: Pick<Receipt, 'items'>) {
  return (
    <Table aria-label="What it got">
      <TableHead>
        <TableRow>
          <HeadCell>name</HeadCell>
          <HeadCell className="w-20">version</HeadCell>
          <HeadCell className="w-56">from</HeadCell>
          <HeadCell className="w-64">why</HeadCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {items.map((item) => (
          <TableRow
            key={`${item.name} ${item.secret?.id ?? item.via}`}
            className="gap-x-3 @max-2xl:pb-2"
          >
            <Cell className="font-mono font-medium @max-2xl:basis-full @max-2xl:pt-1.5">
              <span title={item.name}>{item.name}</span>
            </Cell>
            <Cell className={quiet}>
              <span className="@2xl:hidden">version </span>
              {item.version}
              {item.staged ? ' staged' : ''}
            </Cell>
            <Cell className={quiet}>
              {item.scope.kind === 'organization' ? (
                'Platform'
              ) : (
                <>
                  {KIND_WORD[item.scope.kind]}{' '}
                  <span className="font-mono text-12" title={item.scope.path}>
                    {item.scope.path}
                  </span>
                </>
              )}
            </Cell>
            <Cell className={`${quiet} py-1.5 whitespace-normal`}>{whyOf(item)}</Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function whyOf({ name, via, secret, shadowed, form }: Item): string {
  const won =
    shadowed > 0 ? `wins over ${count(shadowed, 'wider scope')}` : 'no other scope has it';
  const how: Readonly<Record<Item['via'], string>> = {
    secret: won,
    alias: `alias${secret ? ` of ${secret.key}` : ''}; ${won}`,
    integration: 'settings of an integration',
    property: `within an integration${secret && secret.key !== name ? `: ${secret.key}` : ''}`,
  };
  return `${how[via]}${form === 'file' ? '; as a file' : ''}`;
}
