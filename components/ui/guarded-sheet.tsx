'use client';

import {
  createContext,
  useContext,
  useEffect,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
  type RefObject,
} from 'react';
import { Button } from './button';
import { Dialog, DialogActions } from './dialog';
import { hasConcealedText } from './secret-field';
import { Sheet } from './sheet';

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

/** Lets the browser ask before the page goes, for as long as there is something to lose. */
function useUnloadQuestion(content: RefObject<HTMLElement | null>) {
  useEffect(() => {
    function onBeforeUnload(event: BeforeUnloadEvent) {
      if (hasConcealedText(content.current)) event.preventDefault();
    }
    window.addEventListener('beforeunload', onBeforeUnload);
    return () => window.removeEventListener('beforeunload', onBeforeUnload);
  }, [content]);
}
