'use client';

import { useCallback, useId, useRef } from 'react';
import type { TokenSummary } from '@/lib/contracts/token';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { controlClass, controlHeight } from '@/components/ui/field';

interface TokenShownProps {
  readonly token: TokenSummary;
  /** Hands the text over, once, and keeps nothing of it. */
  readonly take: () => string | null;
  readonly onClose: () => void;
}

/** The one sight of a token. Its text lives in the field alone, not in React state or the markup. */
export function TokenShown({ token, take, onClose }: TokenShownProps) {
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
      title={`Token ${token.name}`}
    >
      <label htmlFor={id} className="mb-1 block font-medium">
        Token
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
        <CopyButton label="Copy token" text={() => field.current?.value ?? ''} />
      </div>
      <p className="mt-3">
        It is shown this once. Nobody, you included, can see it again: the console keeps only a hash
        of it.
      </p>
      <p className="mt-1 text-ink-muted">
        Programs send it as <code className="font-mono text-12">Authorization: Bearer …</code>; the
        command line reads it from <code className="font-mono text-12">KEYSTOW_TOKEN</code>.
      </p>
      <DialogActions>
        <Button tone="primary" onClick={onClose}>
          I have stored it
        </Button>
      </DialogActions>
    </Dialog>
  );
}
