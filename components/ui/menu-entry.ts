// What a menu offers, as data: the menu itself is loaded when it is first opened.

import type { ReactNode } from 'react';

/**
 * A link (`href`), a file to be saved (`download`), something to do (`onSelect`), or with `checked` one
 * of several choices, of which one is.
 */
export type MenuEntry = {
  readonly key: string;
  readonly label: ReactNode;
  readonly danger?: boolean | undefined;
} & (
  | { readonly href: string; readonly current: boolean; readonly onSelect?: undefined }
  | { readonly href: string; readonly download: true; readonly onSelect?: undefined }
  | {
      readonly href?: undefined;
      readonly onSelect: () => void;
      readonly checked?: boolean | undefined;
    }
);

/** Entries between two lines, under a heading if it has one. */
export interface MenuSection {
  readonly key: string;
  readonly label?: string | undefined;
  readonly entries: readonly MenuEntry[];
}
