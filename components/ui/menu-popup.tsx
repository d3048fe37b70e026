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
          className="z-50"
        >
          <Menu.Popup
            finalFocus={anchor}
            // What may be too long for the window can be scrolled by keys before an entry has focus.
            tabIndex={0}
            onFocus={(event) => {
              if (event.target !== event.currentTarget || begun.current) return;
              begun.current = true;
              if (byKey)
                event.currentTarget.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
            }}
            className="max-h-(--available-height) max-w-(--available-width) min-w-44 overflow-y-auto rounded-md border border-line bg-paper p-1 text-ink shadow-float outline-none transition-opacity data-starting-style:opacity-0"
          >
            {shown.map((section, index) => (
              <Fragment key={section.key}>
                {index > 0 ? <Menu.Separator className="my-1 h-px bg-line" /> : null}
                <Section section={section} />
              </Fragment>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** Where entries can be checked, one of them is. */
function Section({ section }: { readonly section: MenuSection }) {
  const checked = section.entries.find((entry) => isChecked(entry));
  const marked = section.entries.some((entry) => 'current' in entry && entry.current);
  const entries = section.entries.map((entry) => (
    <Entry key={entry.key} entry={entry} marked={marked} />
  ));
  if (checked) return <Menu.RadioGroup value={checked.key}>{entries}</Menu.RadioGroup>;
  return (
    <Menu.Group>
      {section.label ? (
        <Menu.GroupLabel className="px-2 pt-1.5 pb-1 text-12 text-ink-muted">
          {section.label}
        </Menu.GroupLabel>
      ) : null}
      {entries}
    </Menu.Group>
  );
}

interface EntryProps {
  readonly entry: MenuEntry;
  /** One of the links beside it is marked as the current one. */
  readonly marked: boolean;
}

function Entry({ entry, marked }: EntryProps) {
  const className = clsx(itemClass, entry.danger && 'text-danger');
  if (entry.href === undefined && entry.checked === undefined) {
    return (
      <Menu.Item className={className} onClick={entry.onSelect}>
        {entry.label}
      </Menu.Item>
    );
  }
  if (entry.href === undefined) {
    return (
      <Menu.RadioItem
        closeOnClick
        value={entry.key}
        className={clsx(className, isChecked(entry) && 'font-medium')}
        onClick={entry.onSelect}
      >
        <Mark shown={isChecked(entry)} />
        {entry.label}
      </Menu.RadioItem>
    );
  }
  if ('download' in entry) {
    return (
      <Menu.LinkItem closeOnClick className={className} render={<a href={entry.href} download />}>
        {entry.label}
      </Menu.LinkItem>
    );
  }
  return (
    <Menu.LinkItem
      closeOnClick
      className={clsx(className, entry.current && 'font-medium')}
      aria-current={entry.current ? 'true' : undefined}
      render={<Link href={entry.href} />}
    >
      {marked ? <Mark shown={entry.current} /> : null}
      {entry.label}
    </Menu.LinkItem>
  );
}

function isChecked(entry: MenuEntry): boolean {
  return 'checked' in entry && entry.checked === true;
}

/** Before the entry that holds now. */
function Mark({ shown }: { readonly shown: boolean }) {
  return (
    <span aria-hidden="true" className="w-2 text-accent">
      {shown ? '•' : ''}
    </span>
  );
}
