import clsx from 'clsx';
import Link from 'next/link';

/** The pages of the section, in their order. */
const PAGES = [
  { href: '/backends', label: 'Connectors' },
  { href: '/backends/databases', label: 'Databases' },
] as const;

interface BackendsTabsProps {
  readonly current: (typeof PAGES)[number]['href'];
}

/** Leads to the other pages that are about backends. */
export function BackendsTabs({ current }: BackendsTabsProps) {
  return (
    <nav aria-label="Backends" className="mb-4 border-b border-line">
      <ul className="flex flex-wrap gap-x-6">
        {PAGES.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === current ? 'page' : undefined}
              className={clsx(
                '-mb-px flex min-h-10 items-center border-b-2 pointer-coarse:min-h-11',
                href === current
                  ? 'border-accent font-medium'
                  : 'border-transparent text-ink-muted hover:text-ink',
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
