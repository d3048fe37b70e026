import Link from 'next/link';

interface PageTab {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
}

interface PageTabsProps {
  readonly label: string;
  readonly pages: readonly PageTab[];
}

const linkClass =
  '-mb-px inline-flex min-h-10 items-center border-b-2 border-transparent whitespace-nowrap text-ink-muted -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:min-h-11';

/** Links to pages of one subject in one row, which scrolls where it is too long; each has an address of its own. */
export function PageTabs({ label, pages }: PageTabsProps) {
  return (
    <nav aria-label={label} className="mb-5 border-b border-line print:hidden">
      <ul className="-mb-px flex gap-x-6 overflow-x-auto overflow-y-hidden pb-px [scrollbar-width:none] max-sm:gap-x-4">
        {pages.map((page) => (
          <li
            key={page.href}
            className={page.current ? '[scroll-initial-target:nearest]' : undefined}
          >
            <Link
              href={page.href}
              aria-current={page.current ? 'page' : undefined}
              className={linkClass}
            >
              {page.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
