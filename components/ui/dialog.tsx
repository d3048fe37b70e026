'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as Plain } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';

export const backdropClass =
  'fixed inset-0 z-50 min-h-dvh bg-veil transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0';

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Asks for an answer: a click beside it does not close it, and screen readers say so. */
  readonly alert?: boolean | undefined;
  /** The element to focus after closing; left out, focus returns to where it came from. */
  readonly finalFocus?: (() => HTMLElement | boolean | null) | undefined;
}

/** A small question over the page. Esc closes it and focus returns to where it came from. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, children, alert = false, finalFocus } = props;
  const Parts = alert ? AlertDialog : Plain;
  return (
    <Parts.Root open={open} onOpenChange={(next: boolean) => onOpenChange(next)}>
      <Parts.Portal>
        {/* Also over a sheet that asks; what opens later lies above by its place in the page. */}
        <Parts.Backdrop forceRender className={backdropClass} />
        <Parts.Popup
          finalFocus={finalFocus}
          className="fixed top-[12dvh] left-1/2 z-50 max-h-[80dvh] w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 overflow-y-auto rounded-md border border-line bg-paper p-5 text-ink shadow-float outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Parts.Title className="mb-3 text-15 font-medium">{title}</Parts.Title>
          {children}
        </Parts.Popup>
      </Parts.Portal>
    </Parts.Root>
  );
}

/** The row of buttons that ends a dialog or sheet; the one that acts comes last. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap justify-end gap-2">{children}</div>;
}
