// What a menu offers, as data: the menu itself is loaded when it is first opened.

import type { ReactNode } from 'react';

/** Either a link (`href`) or something to do (`onSelect`). */
export type MenuEntry = {
  readonly key: string;
  readonly label: ReactNode;
  readonly danger?: boolean | undefined;
} & (
  | { readonly href: string; readonly current: boolean; readonly onSelect?: undefined }
  | { readonly href?: undefined; readonly onSelect: () => void }
);

/** Entries between two lines, under a heading if it has one. */
export interface MenuSection {
  readonly key: string;
  readonly label?: string | undefined;
  readonly entries: readonly MenuEntry[];
}
