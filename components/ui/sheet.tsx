'use client';

import { Dialog } from '@base-ui/react/dialog';
import clsx from 'clsx';
import { X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { buttonClass } from './button';
import { backdropClass } from './dialog';

interface SheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
  /** For tables: as wide as a page of text. */
  readonly wide?: boolean | undefined;
  /** The element to focus after closing; false leaves focus to the caller, left out returns it. */
  readonly finalFocus?: (() => HTMLElement | boolean | null) | undefined;
}

/** A panel at the side of the page; the whole screen on a phone. Esc closes it. */
export function Sheet(props: SheetProps) {
  const { open, onOpenChange, title, children, wide = false, finalFocus } = props;
  const content = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup
          // A form begins at its first field; on touch that would call up the keyboard.
          initialFocus={(type) => (type === 'touch' ? true : firstField(content.current))}
          finalFocus={finalFocus}
          className={clsx(
            'fixed inset-y-0 right-0 z-50 flex flex-col border-l border-line bg-paper text-ink shadow-float outline-none transition-[opacity,translate] data-ending-style:translate-x-4 data-ending-style:opacity-0 data-starting-style:translate-x-4 data-starting-style:opacity-0',
            wide ? 'w-[min(56rem,100vw)]' : 'w-[min(28rem,100vw)]',
          )}
        >
          <div className="flex min-h-12 shrink-0 items-center justify-between gap-2 border-b border-line py-2 pr-2 pl-5">
            <Dialog.Title className="min-w-0 text-15 font-medium break-words">{title}</Dialog.Title>
            <Dialog.Close
              aria-label="Close"
              className={buttonClass({ tone: 'quiet', square: true })}
            >
              <X size={16} aria-hidden="true" />
            </Dialog.Close>
          </div>
          <div ref={content} data-scroller="" className="grow overflow-y-auto p-5">
            {children}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function firstField(content: HTMLElement | null): HTMLElement | null {
  const fields = 'input:not([type="hidden"]), select, textarea';
  return content?.querySelector<HTMLElement>(fields) ?? null;
}
