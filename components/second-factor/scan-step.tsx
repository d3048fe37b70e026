'use client';

import { useCallback, useId, useRef } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { controlClass, controlHeight } from '@/components/ui/field';
import { qrPath } from './qr-path';

/**
 * The seed as a picture and as text. Both live in the page alone: they are drawn into the elements, not
 * given to React, whose state and props developer tools keep.
 */
export function ScanStep({ take }: { readonly take: () => string | null }) {
  const id = useId();
  const secret = useRef<HTMLInputElement>(null);
  const draw = useCallback(
    (box: HTMLDivElement | null) => {
      const address = box ? take() : null;
      if (!box || address === null) return;
      const { d, size } = qrPath(address);
      box.querySelector('svg')?.setAttribute('viewBox', `0 0 ${size} ${size}`);
      box.querySelector('path')?.setAttribute('d', d);
      box.querySelector('a')?.setAttribute('href', address);
      const input = box.querySelector('input');
      if (input) input.value = new URL(address).searchParams.get('secret') ?? '';
      secret.current = input;
      // After scanning one types; on touch the keyboard would cover what is to be scanned.
      if (window.matchMedia?.('(pointer: fine)').matches) {
        box.closest('form')?.querySelector<HTMLElement>('[name="code"]')?.focus();
      }
    },
    [take],
  );
  return (
    <div ref={draw}>
      <p className="mb-3">
        Scan this with an authenticator, such as the one in your password manager or on your phone.
      </p>
      {/* Black on white in either theme: cameras need it. */}
      <svg
        role="img"
        aria-label="QR code of the seed; the same stands as text below"
        shapeRendering="crispEdges"
        className="mb-3 block size-48 rounded-md border border-line"
      >
        <rect width="100%" height="100%" fill="white" />
        <path fill="black" />
      </svg>
      <p className="mb-3 hidden pointer-coarse:block">
        <a className="text-accent underline">Open in an authenticator on this device</a>
      </p>
      <label htmlFor={id} className="mb-1 block font-medium">
        Or enter it by hand
      </label>
      <div className="mb-1 flex gap-1">
        <input
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
        <CopyButton label="Copy seed" text={() => secret.current?.value ?? ''} />
      </div>
      <p className="mb-4 text-12 text-ink-muted">
        Time-based, six digits, 30 seconds. It is shown this once; the console keeps it sealed.
      </p>
    </div>
  );
}
