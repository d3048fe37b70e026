'use client';

import { useState, type ReactNode } from 'react';
import { Status } from '@/components/ui/status';
import { TextField } from '@/components/ui/text-field';

/** While the console is locked only recovery codes can be checked. */
export type WantedCode = 'any' | 'recovery';

/** The one field of the second step; takes either kind of code. */
export function SecondStep({ wanted }: { readonly wanted: WantedCode }) {
  const [letters, setLetters] = useState(false);
  if (wanted === 'recovery') {
    return (
      <>
        <div className="mb-4">
          <Status tone="danger">The console is locked.</Status>
          <p className="mt-1">
            It cannot open what your authenticator shares with it, so only a recovery code will do.
            An owner without one runs <Command /> on the server.
          </p>
        </div>
        <CodeField label="Recovery code" letters />
      </>
    );
  }
  return (
    <CodeField
      label="Code from your authenticator, or a recovery code"
      letters={letters}
      hint={
        <>
          Six digits that change every half minute, or one of the codes you put away. An owner who
          has neither runs <Command /> on the server.
        </>
      }
      aside={
        <button
          type="button"
          onClick={(event) => {
            setLetters(!letters);
            event.currentTarget.form?.querySelector<HTMLElement>('[name="otp"]')?.focus();
          }}
          className="shrink-0 text-12 text-accent underline pointer-fine:hidden"
        >
          {letters ? 'Digits' : 'Letters'}
        </button>
      }
    />
  );
}

function CodeField(props: {
  readonly label: string;
  /** Which keyboard a phone shows: recovery codes have letters. */
  readonly letters: boolean;
  readonly hint?: ReactNode;
  readonly aside?: ReactNode;
}) {
  return (
    <TextField
      name="otp"
      label={props.label}
      mono
      autoFocus
      autoComplete="one-time-code"
      inputMode={props.letters ? 'text' : 'numeric'}
      autoCapitalize="none"
      spellCheck={false}
      hint={props.hint}
      aside={props.aside}
    />
  );
}

function Command() {
  return (
    <code className="font-mono text-12 whitespace-nowrap">npm run keystow -- recover-owner</code>
  );
}
