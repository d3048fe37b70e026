// One entry of the navigation, as plain data so that a server page can pass it.

export type NavIcon =
  | 'overview'
  | 'vault'
  | 'rotation'
  | 'leaks'
  | 'deliveries'
  | 'briefs'
  | 'integrations'
  | 'backends'
  | 'tokens'
  | 'keys'
  | 'backups'
  | 'access'
  | 'audit';

/** What a run of entries is for, in the order in which they stand. */
export type NavSection = 'Secrets' | 'Deliver' | 'Manage';

export interface NavItem {
  readonly label: string;
  readonly href: string;
  /** A line divides it from the entries of the next. */
  readonly section?: NavSection;
  /** Among the first to have a place of their own on a phone. */
  readonly onPhone?: boolean;
  /** Shown in the phone's bottom bar only. */
  readonly icon: NavIcon;
  /** Work that waits there; left out when there is none. */
  readonly count?: number | undefined;
}

/** Whether the page at `pathname` belongs to the entry. */
export function isCurrent(item: NavItem, pathname: string): boolean {
  return pathname === item.href || pathname.startsWith(`${item.href}/`);
}

/** The entry's address with the chosen scope carried along. */
export function hrefWithin(item: NavItem, scopePath: string | null): string {
  return scopePath ? `${item.href}?scope=${encodeURIComponent(scopePath)}` : item.href;
}

/** Runs of entries of the same section, in their order. */
export function bySection(items: readonly NavItem[]): (readonly NavItem[])[] {
  const sections = [...new Set(items.map(({ section }) => section))];
  return sections.map((one) => items.filter(({ section }) => section === one));
}

/** The entries that fit on a phone where `places` do, in their order; the last place opens the rest. */
export function phoneItems(items: readonly NavItem[], places: number): readonly NavItem[] {
  if (items.length <= places) return items;
  const first = [...items].sort((one, other) => Number(!one.onPhone) - Number(!other.onPhone));
  const chosen = first.slice(0, places - 1);
  return items.filter((item) => chosen.includes(item));
}
