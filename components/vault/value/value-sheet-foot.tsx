'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { useAskToClose } from '@/components/ui/guarded-sheet';

interface ValueSheetFootProps {
  /** The button that sends the form. */
  readonly children: ReactNode;
  /** Stands between the sentence and the buttons. */
  readonly note?: ReactNode;
  /** What becomes of the value, where it is not sealed here. */
  readonly fate?: ReactNode;
}

/** How every form ends that seals a value. */
export function ValueSheetFoot({ children, note, fate }: ValueSheetFootProps) {
  const close = useAskToClose();
  return (
    <>
      {fate ?? (
        <p>Nobody, you included, can read this again. Keep your own copy if you need one.</p>
      )}
      {note}
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        {children}
      </DialogActions>
    </>
  );
}
