'use client';

import { Menu } from '@base-ui/react/menu';
import clsx from 'clsx';
import Link from 'next/link';
import { Fragment, useRef, type RefObject } from 'react';
import type { MenuEntry, MenuSection } from './menu-entry';

interface MenuPopupProps {
  readonly sections: readonly MenuSection[];
  readonly align: 'start' | 'end';
  /** Opened by a key: focus then begins at the first entry. */
  readonly byKey: boolean;
  /** The button it hangs on; focus returns there. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

const itemClass =
  'flex h-8 items-center gap-2 rounded-md px-2 text-13 -outline-offset-2 select-none data-highlighted:bg-panel pointer-coarse:h-11';

/** An open menu: arrows, Home, End and letters move, Enter chooses, Esc closes. */
export function MenuPopup({ sections, align, byKey, anchor, onClose }: MenuPopupProps) {
  const begun = useRef(false);
  const shown = sections.filter((section) => section.entries.length > 0);
  return (
    <Menu.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Menu.Portal>
        <Menu.Positioner
          anchor={anchor}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-40"
        >
          <Menu.Popup
            finalFocus={anchor}
            onFocus={(event) => {
              if (event.target !== event.currentTarget || begun.current) return;
              begun.current = true;
              if (byKey)
                event.currentTarget.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
            }}
            className="max-h-(--available-height) max-w-(--available-width) min-w-44 overflow-y-auto rounded-md border border-line bg-paper p-1 text-ink shadow-float outline-none transition-opacity data-starting-style:opacity-0"
          >
            {shown.map((section, index) => (
              <Fragment key={section.key}>
                {index > 0 ? <Menu.Separator className="my-1 h-px bg-line" /> : null}
                <Menu.Group>
                  {section.label ? (
                    <Menu.GroupLabel className="px-2 pt-1.5 pb-1 text-12 text-ink-muted">
                      {section.label}
                    </Menu.GroupLabel>
                  ) : null}
                  {section.entries.map((entry) => (
                    <Entry key={entry.key} entry={entry} />
                  ))}
                </Menu.Group>
              </Fragment>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  if (entry.href === undefined) {
    return (
      <Menu.Item
        className={clsx(itemClass, entry.danger && 'text-danger')}
        onClick={entry.onSelect}
      >
        {entry.label}
      </Menu.Item>
    );
  }
  return (
    <Menu.LinkItem
      closeOnClick
      className={clsx(itemClass, entry.current && 'font-medium')}
      aria-current={entry.current ? 'true' : undefined}
      render={<Link href={entry.href} />}
    >
      <span aria-hidden="true" className="w-2 text-accent">
        {entry.current ? '•' : ''}
      </span>
      {entry.label}
    </Menu.LinkItem>
  );
}
