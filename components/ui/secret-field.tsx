'use client';

import clsx from 'clsx';
import { useImperativeHandle, useRef, useState, type ClipboardEvent, type Ref } from 'react';
import { flushSync } from 'react-dom';
import { controlClass, controlHeight, Field, type FieldProps } from './field';

/** Keeps browsers and password managers from storing, filling or correcting a value. */
const PRIVATE = {
  autoComplete: 'off',
  autoCapitalize: 'none',
  autoCorrect: 'off',
  spellCheck: false,
  'data-1p-ignore': '',
  'data-bwignore': '',
  'data-lpignore': 'true',
  'data-concealed': '',
} as const;

/** Whether any secret field inside `root` holds something. What it holds is not handed on. */
export function hasConcealedText(root: HTMLElement | null): boolean {
  const fields = root?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[data-concealed]');
  return [...(fields ?? [])].some((field) => field.value !== '');
}

/** What a form may do to a secret field from outside. */
export interface SecretFieldHandle {
  /** Puts text in, on several lines when it has any. */
  readonly fill: (text: string) => void;
  /** What is in it, for copying it while it can still be had. */
  readonly read: () => string;
}

type SecretFieldProps = FieldProps & {
  readonly ref?: Ref<SecretFieldHandle> | undefined;
  /** False where a value of several lines is no use; one that is pasted keeps them all the same. */
  readonly offerLines?: boolean | undefined;
};

/**
 * Takes a value and never shows it. The value lives in the DOM alone: not in React state, which
 * developer tools and error reports keep. Pasted line breaks survive, because a password input would
 * drop them without a word.
 */
export function SecretField({ ref, offerLines = true, ...props }: SecretFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [lines, setLines] = useState(false);

  function fill(text: string) {
    if (/[\r\n]/.test(text)) flushSync(() => setLines(true));
    const control = area.current ?? input.current;
    if (!control) return;
    control.value = text;
    // Who listens to typing hears of this too.
    control.dispatchEvent(new Event('input', { bubbles: true }));
  }

  const read = () => (area.current ?? input.current)?.value ?? '';

  useImperativeHandle(ref, () => ({ fill, read }));

  function showLines() {
    const typed = input.current?.value ?? '';
    flushSync(() => setLines(true));
    if (!area.current) return;
    area.current.value = typed;
    area.current.focus();
  }

  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const text = event.clipboardData.getData('text/plain');
    if (event.defaultPrevented || !/[\r\n]/.test(text)) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    showLines();
    area.current?.setRangeText(text, selectionStart ?? 0, selectionEnd ?? 0, 'end');
    area.current?.dispatchEvent(new Event('input', { bubbles: true }));
  }

  const several = (
    <button type="button" onClick={showLines} className="text-12 text-accent underline">
      Several lines
    </button>
  );
  return (
    <Field {...props} aside={props.aside ?? (offerLines && !lines ? several : undefined)}>
      {(control) =>
        lines ? (
          <textarea
            {...control}
            {...PRIVATE}
            ref={area}
            rows={6}
            className={clsx(controlClass, 'conceal block py-1.5 font-mono')}
          />
        ) : (
          <input
            {...control}
            {...PRIVATE}
            ref={input}
            type="password"
            onPaste={paste}
            className={clsx(controlClass, controlHeight, 'font-mono')}
          />
        )
      }
    </Field>
  );
}
