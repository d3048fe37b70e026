'use client';

import Link from 'next/link';
import { useSearch } from '@/components/ui/use-search';
import { useHeldOfBackends, type HeldOfBackends } from './backends-rights';

const PAGES = [
  { href: '/backends', label: 'Connectors', needs: 'backends' },
  { href: '/backends/databases', label: 'Databases', needs: 'backends' },
  { href: '/backends/managed', label: 'Console secrets', needs: 'keys' },
  { href: '/backends/protection', label: 'What protects what', needs: 'keys' },
] as const satisfies { href: string; label: string; needs: keyof HeldOfBackends }[];

interface BackendsTabsProps {
  readonly current: (typeof PAGES)[number]['href'];
}

const linkClass =
  '-mb-px inline-flex min-h-10 items-center border-b-2 border-transparent text-ink-muted -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:min-h-11';

/** The pages about where values live, side by side, as far as they are for this person. */
export function BackendsTabs({ current }: BackendsTabsProps) {
  const held = useHeldOfBackends();
  const scope = useSearch().get('scope');
  const query = scope ? `?scope=${encodeURIComponent(scope)}` : '';
  return (
    <nav aria-label="Backends" className="mb-5 border-b border-line print:hidden">
      <ul className="flex flex-wrap gap-x-6 max-sm:gap-x-4">
        {PAGES.filter(({ needs }) => held[needs]).map(({ href, label }) => (
          <li key={href}>
            <Link
              href={`${href}${query}`}
              aria-current={href === current ? 'page' : undefined}
              className={linkClass}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
