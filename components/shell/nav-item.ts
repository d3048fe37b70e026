// One entry of the navigation, as plain data so that a server page can pass it.

export type NavIcon =
  | 'overview'
  | 'vault'
  | 'deliveries'
  | 'briefs'
  | 'integrations'
  | 'tokens'
  | 'keys'
  | 'access'
  | 'audit';

export interface NavItem {
  readonly label: string;
  readonly href: string;
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
