'use client';

import { PageTabs } from '@/components/ui/page-tabs';
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

/** The pages about where values live, side by side, as far as they are for this person. */
export function BackendsTabs({ current }: BackendsTabsProps) {
  const held = useHeldOfBackends();
  const scope = useSearch().get('scope');
  const query = scope ? `?scope=${encodeURIComponent(scope)}` : '';
  return (
    <PageTabs
      label="Backends"
      pages={PAGES.filter(({ needs }) => held[needs]).map(({ href, label }) => ({
        href: `${href}${query}`,
        label,
        current: href === current,
      }))}
    />
  );
}
