'use client';

import { Menu } from '@base-ui/react/menu';
import clsx from 'clsx';
import Link from 'next/link';
import type { ReactNode } from 'react';

export const MenuRoot = Menu.Root;
export const MenuTrigger = Menu.Trigger;
/** One menu for many triggers, told apart by their payload. */
export const createMenuHandle = Menu.createHandle;

const itemClass =
  'flex h-8 items-center gap-2 rounded-md px-2 text-13 -outline-offset-2 select-none data-highlighted:bg-panel pointer-coarse:h-11';

export function MenuPopup({
  align = 'start',
  children,
}: {
  readonly align?: 'start' | 'end' | undefined;
  readonly children: ReactNode;
}) {
  return (
    <Menu.Portal>
      <Menu.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-40">
        <Menu.Popup className="max-h-(--available-height) max-w-(--available-width) min-w-44 overflow-y-auto rounded-md border border-line bg-paper p-1 text-ink shadow-float outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
          {children}
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  );
}

export function MenuItem({
  danger = false,
  onSelect,
  children,
}: {
  readonly danger?: boolean | undefined;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Menu.Item className={clsx(itemClass, danger && 'text-danger')} onClick={onSelect}>
      {children}
    </Menu.Item>
  );
}

export function MenuLink({
  href,
  current = false,
  children,
}: {
  readonly href: string;
  readonly current?: boolean | undefined;
  readonly children: ReactNode;
}) {
  return (
    <Menu.LinkItem
      closeOnClick
      className={clsx(itemClass, current && 'font-medium')}
      aria-current={current ? 'true' : undefined}
      render={<Link href={href} />}
    >
      <span aria-hidden="true" className="w-2 text-accent">
        {current ? '•' : ''}
      </span>
      {children}
    </Menu.LinkItem>
  );
}

/** A group of items under a heading that screen readers announce. */
export function MenuGroup({
  label,
  children,
}: {
  readonly label: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className="px-2 pt-1.5 pb-1 text-12 text-ink-muted">{label}</Menu.GroupLabel>
      {children}
    </Menu.Group>
  );
}

export function MenuLine() {
  return <Menu.Separator className="my-1 h-px bg-line" />;
}
