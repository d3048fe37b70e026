'use client';

import dynamic from 'next/dynamic';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { MenuSection } from './menu-entry';

const load = () => import('./menu-popup').then((module) => module.MenuPopup);
const MenuPopup = dynamic(load);

interface MenuButtonProps {
  readonly label: string;
  readonly sections: readonly MenuSection[];
  readonly align?: 'start' | 'end' | undefined;
  readonly tabIndex?: number | undefined;
  readonly className: string;
  readonly children: ReactNode;
}

/**
 * A button with a menu. The menu's code is fetched when the button is first pointed at or focused, and
 * nothing of it exists until it opens: a long list has one button a row and no menu.
 */
export function MenuButton(props: MenuButtonProps) {
  const { label, sections, align = 'start', tabIndex, className, children } = props;
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<'closed' | 'by-key' | 'by-pointer'>('closed');

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    setOpen('by-key');
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open !== 'closed'}
        tabIndex={tabIndex}
        className={className}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        // Keys and screen readers click without a press of a pointer.
        onClick={(event) => setOpen(event.detail === 0 ? 'by-key' : 'by-pointer')}
        onKeyDown={onKeyDown}
      >
        {children}
      </button>
      {open !== 'closed' ? (
        <MenuPopup
          sections={sections}
          align={align}
          byKey={open === 'by-key'}
          anchor={button}
          onClose={() => setOpen('closed')}
        />
      ) : null}
    </>
  );
}
