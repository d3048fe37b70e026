'use client';

import {
  createContext,
  useContext,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
} from 'react';
import { Button } from './button';
import { Dialog, DialogActions } from './dialog';
import { hasConcealedText } from './secret-field';
import { Sheet } from './sheet';
import { useUnloadQuestion } from './use-unload-question';

const AskToClose = createContext<() => void>(() => undefined);

/** Closes the sheet around it, after asking where something concealed would be lost. */
export function useAskToClose(): () => void {
  return useContext(AskToClose);
}

type GuardedSheetProps = Omit<ComponentProps<typeof Sheet>, 'open' | 'onOpenChange'> & {
  readonly onClose: () => void;
};

/**
 * A sheet for values: what is typed into a concealed field cannot be read off and typed again, so it is
 * not thrown away by Esc, a click beside the sheet or a reload without a question.
 */
export function GuardedSheet({ onClose, children, ...sheet }: GuardedSheetProps) {
  const content = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState(false);
  useUnloadQuestion(content);

  function close() {
    if (hasConcealedText(content.current)) setAsking(true);
    else onClose();
  }

  return (
    <Sheet {...sheet} open onOpenChange={(open) => (open ? undefined : close())}>
      <div ref={content}>
        <AskToClose.Provider value={close}>{children}</AskToClose.Provider>
      </div>
      {asking ? (
        <DiscardDialog onKeep={() => setAsking(false)} onDiscard={onClose}>
          It has not been sealed, and it cannot be read back from here.
        </DiscardDialog>
      ) : null}
    </Sheet>
  );
}

interface DiscardDialogProps {
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
  readonly children: ReactNode;
}

function DiscardDialog({ onKeep, onDiscard, children }: DiscardDialogProps) {
  return (
    <Dialog
      alert
      open
      onOpenChange={(open) => (open ? undefined : onKeep())}
      title="Discard what you typed?"
    >
      <p>{children}</p>
      <DialogActions>
        <Button onClick={onKeep}>Keep editing</Button>
        <Button tone="danger" onClick={onDiscard}>
          Discard
        </Button>
      </DialogActions>
    </Dialog>
  );
}
