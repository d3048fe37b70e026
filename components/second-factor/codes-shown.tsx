'use client';

import { useCallback, useId, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { DialogActions } from '@/components/ui/dialog';
import { controlClass } from '@/components/ui/field';
import { RECOVERY_CODES } from '@/lib/domain/second-factor';

interface CodesShownProps {
  readonly email: string;
  /** Hands the codes over, one a line, once. */
  readonly take: () => string | null;
  readonly onClose: () => void;
}

/** The one sight of the recovery codes, in the field alone. */
export function CodesShown({ email, take, onClose }: CodesShownProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const hold = useCallback(
    (area: HTMLTextAreaElement | null) => {
      field.current = area;
      const text = area ? take() : null;
      if (!area || text === null) return;
      area.value = text;
      area.focus();
    },
    [take],
  );
  const read = () => field.current?.value ?? '';
  return (
    <>
      <p className="mb-3">
        When the authenticator is out of reach, one of these signs you in instead. Each works once.
        Keep them where you would find them then, and not on the same device.
      </p>
      <div className="mb-1 flex items-center justify-between">
        <label htmlFor={id} className="font-medium">
          Recovery codes
        </label>
        <span className="flex gap-1">
          <CopyButton label="Copy recovery codes" text={read} />
          <Button onClick={() => download(email, read())}>Download</Button>
        </span>
      </div>
      <textarea
        ref={hold}
        id={id}
        readOnly
        rows={RECOVERY_CODES}
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
        className={`${controlClass} resize-none py-1.5 font-mono`}
      />
      <p className="mt-2">
        They are shown this once: the console keeps only hashes of them. Earlier ones do not work
        any more.
      </p>
      <DialogActions>
        <Button tone="primary" onClick={onClose}>
          I have stored them
        </Button>
      </DialogActions>
    </>
  );
}

function download(email: string, codes: string): void {
  const { host } = window.location;
  const date = new Date().toISOString().slice(0, 10);
  const text = `Keystow recovery codes of ${email} at ${host}, made on ${date}.\nEach works once, in place of a code from the authenticator.\n\n${codes}\n`;
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'keystow-recovery-codes.txt';
  link.click();
  URL.revokeObjectURL(address);
}
