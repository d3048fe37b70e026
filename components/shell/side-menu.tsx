'use client';

import clsx from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useSearch } from '@/components/ui/use-search';
import { bySection, hrefWithin, isCurrent, type NavItem } from './nav-item';

interface SideMenuProps {
  readonly items: readonly NavItem[];
  readonly onFollow?: (() => void) | undefined;
}

/** The navigation as lists of links, a line between sections; counts stand only where work waits. */
export function SideMenu({ items, onFollow }: SideMenuProps) {
  return (
    <div className="divide-y divide-line">
      {bySection(items).map((section) => (
        <ul key={section[0]?.href} aria-label={section[0]?.section} className="py-2">
          {section.map((item) => (
            <Entry key={item.href} item={item} onFollow={onFollow} />
          ))}
        </ul>
      ))}
    </div>
  );
}

function Entry({ item, onFollow }: Pick<SideMenuProps, 'onFollow'> & { readonly item: NavItem }) {
  const pathname = usePathname();
  const scope = useSearch().get('scope');
  const current = isCurrent(item, pathname);
  return (
    <li>
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
}
