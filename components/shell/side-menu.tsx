'use client';

import clsx from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useSearch } from '@/components/ui/use-search';
import { hrefWithin, isCurrent, type NavItem } from './nav-item';

/** The entries of the navigation as a list of links; counts stand only where work waits. */
export function SideMenu({
  items,
  onFollow,
}: {
  readonly items: readonly NavItem[];
  readonly onFollow?: (() => void) | undefined;
}) {
  const pathname = usePathname();
  const scope = useSearch().get('scope');
  return (
    <ul className="grow py-2">
      {items.map((item) => {
        const current = isCurrent(item, pathname);
        return (
          <li key={item.href}>
            <Link
              href={hrefWithin(item, scope)}
              {...(onFollow ? { onClick: onFollow } : {})}
              aria-current={current ? 'page' : undefined}
              className={clsx(
                'flex h-8 items-center justify-between border-l-2 pr-4 pl-3.5 -outline-offset-2 pointer-coarse:h-11',
                current
                  ? 'border-accent bg-panel font-medium text-ink'
                  : 'border-transparent text-ink-muted hover:bg-panel hover:text-ink',
              )}
            >
              {item.label}
              {item.count ? (
                <span className="text-12">
                  {item.count}
                  <span className="sr-only"> waiting</span>
                </span>
              ) : null}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
