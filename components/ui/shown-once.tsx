'use client';

import { useCallback, useId, useRef, type ReactNode } from 'react';
import { Button } from './button';
import { CopyButton } from './copy-button';
import { Dialog, DialogActions } from './dialog';
import { controlClass, controlHeight } from './field';

interface ShownOnceProps {
  readonly title: string;
  /** What it is called, in its label and on the button that copies it. */
  readonly noun: string;
  /** Hands the text over, once, and keeps nothing of it. */
  readonly take: () => string | null;
  /** On the one button, such as "I have stored it". */
  readonly done: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The one sight of a text. It lives in the field alone, not in React state or the markup. */
export function ShownOnce({ title, noun, take, done, onClose, children }: ShownOnceProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const hold = useCallback(
    (input: HTMLInputElement | null) => {
      field.current = input;
      const text = input ? take() : null;
      if (input && text !== null) input.value = text;
    },
    [take],
  );
  return (
    <Dialog
      alert
      open
      // Esc would lose the only copy there is: the button alone closes it.
      onOpenChange={() => undefined}
      title={title}
    >
      <label htmlFor={id} className="mb-1 block font-medium">
        {noun.charAt(0).toUpperCase() + noun.slice(1)}
      </label>
      <div className="flex gap-1">
        <input
          ref={hold}
          id={id}
          readOnly
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore=""
          data-bwignore=""
          data-lpignore="true"
          onFocus={(event) => event.currentTarget.select()}
          className={`${controlClass} ${controlHeight} font-mono`}
        />
        <CopyButton label={`Copy ${noun}`} text={() => field.current?.value ?? ''} />
      </div>
      {children}
      <DialogActions>
        <Button tone="primary" onClick={onClose}>
          {done}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
