import { PageTabs } from '@/components/ui/page-tabs';

const PAGES = [
  { name: 'board', label: 'Board', href: '/rotation', view: null },
  { name: 'runs', label: 'Rotations', href: '/rotation/runs', view: null },
  { name: 'windows', label: 'Windows', href: '/rotation', view: 'windows' },
  { name: 'reminders', label: 'Reminders', href: '/rotation', view: 'reminders' },
  { name: 'destinations', label: 'Destinations', href: '/rotation/destinations', view: null },
] as const;

export type RotationPageName = (typeof PAGES)[number]['name'];

interface RotationTabsProps {
  readonly current: RotationPageName;
  /** The scope in the address, which goes along. */
  readonly scopePath: string;
  /** For those alone who may see them. */
  readonly reminders: boolean;
}

/** The pages about rotation, side by side. */
export function RotationTabs({ current, scopePath, reminders }: RotationTabsProps) {
  const shown = PAGES.filter(({ name }) => name !== 'reminders' || reminders);
  return (
    <PageTabs
      label="Rotation"
      pages={shown.map(({ name, label, href, view }) => ({
        href: `${href}?${new URLSearchParams({ scope: scopePath, ...(view ? { view } : {}) })}`,
        label,
        current: name === current,
      }))}
    />
  );
}
